import { Component } from 'react';
import { fetchInteresting } from '../gateways/projects.js';

export class Monitor extends Component {
  state = { projects: [] };
  isGone = false;

  componentDidMount() {
    this.isGone = false;
    this.refresh();
  }

  componentWillUnmount() {
    this.isGone = true;
    clearTimeout(this.timer);
  }

  refresh = async () => {
    const projects = await fetchInteresting(this.props.trays);
    if (this.isGone) return;
    this.setState({ projects });
    this.timer = setTimeout(this.refresh, this.props.refreshTime * 1000);
  };

  render() {
    return <ul>{this.state.projects.map((project) => <li key={project.id}>{project.name}</li>)}</ul>;
  }
}
