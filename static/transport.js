// How the page's script asks for things: of the server the page came from. A
// page that carries its own world has world.js in the place of this.
export const ask = (url, init) => fetch(url, init);
