import { Sequelize } from 'sequelize';

export default function createAutoActions(url) {
  const sequelize = new Sequelize(url);
  let interval = null;
  let isBusy = false;

  async function runDue() {
    if (isBusy) return;
    isBusy = true;
    try {
      const [actions] = await sequelize.query('select * from auto_actions where due');
      for (const action of actions) {
        await sequelize.query('update auto_actions set done = true where id = ?', { replacements: [action.id] });
      }
    } finally {
      isBusy = false;
    }
  }

  return {
    start() {
      interval = setInterval(runDue, 5000);
    },
    async stop() { // EXPECT: require-drain
      clearInterval(interval);
      await sequelize.close();
    },
  };
}
