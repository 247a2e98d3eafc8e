import { Component } from 'react';

export class DataTable extends Component {
  fetchController = new AbortController();
  state = { rows: [] };

  load = async (page) => {
    this.fetchController.abort();
    const response = await fetch(`${this.props.dataSource}?page=${page}`, { // ALLOW: no-aborted-cleanup
      method: 'POST',
      signal: this.fetchController.signal, // EXPECT: no-spent-controller
    });
    this.setState({ rows: await response.json() });
  };

  render() {
    return <button onClick={() => this.load(1)}>{this.state.rows.length}</button>;
  }
}
