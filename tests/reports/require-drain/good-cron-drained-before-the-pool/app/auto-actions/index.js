import { Sequelize } from 'sequelize';

export default function createAutoActions(url) {
  const sequelize = new Sequelize(url);
  let interval = null;
  let running = null;

  async function runAll() {
    const [actions] = await sequelize.query('select * from auto_actions where due');
    for (const action of actions) {
      await sequelize.query('update auto_actions set done = true where id = ?', { replacements: [action.id] });
    }
  }

  function runDue() {
    running ??= runAll().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    start() {
      interval = setInterval(runDue, 5000);
      interval.unref();
    },
    async stop() {
      clearInterval(interval);
      await running;
      await sequelize.close();
    },
  };
}
