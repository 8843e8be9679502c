const pair: [number, number] = [1, 2];
pair.push(3);
const point = { x: 1 };
Object.assign(point, { y: 2 });
// error OSC1004 2:1 'push' would change the length of a tuple
// error OSC1004 4:1 Object.assign can't add the property 'y'
