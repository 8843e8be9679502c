export default { name: "settings", list: [1, 2], nested: { on: true } };
