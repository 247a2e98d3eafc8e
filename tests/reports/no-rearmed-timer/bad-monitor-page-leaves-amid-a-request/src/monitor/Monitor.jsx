import { Component } from 'react';
import { fetchInteresting } from '../gateways/projects.js';

export class Monitor extends Component {
  state = { projects: [] };

  componentDidMount() {
    this.refresh();
  }

  componentWillUnmount() {
    clearTimeout(this.timer);
  }

  refresh = async () => {
    const projects = await fetchInteresting(this.props.trays);
    this.setState({ projects });
    this.timer = setTimeout(this.refresh, this.props.refreshTime * 1000); // EXPECT: no-rearmed-timer
  };

  render() {
    return <ul>{this.state.projects.map((project) => <li key={project.id}>{project.name}</li>)}</ul>;
  }
}
