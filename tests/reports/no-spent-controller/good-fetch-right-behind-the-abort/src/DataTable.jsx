import { Component } from 'react';

export class DataTable extends Component {
  fetchController = new AbortController();
  state = { rows: [] };

  load = async (page) => {
    this.fetchController.abort();
    this.fetchController = new AbortController();
    const response = await fetch(`${this.props.dataSource}?page=${page}`, {
      method: 'POST',
      signal: this.fetchController.signal,
    });
    this.setState({ rows: await response.json() });
  };

  render() {
    return <button onClick={() => this.load(1)}>{this.state.rows.length}</button>;
  }
}
