// What a component needs of React to be tried without it: elements are made at
// once.
function add(node, child) {
	if (Array.isArray(child)) for (const c of child) add(node, c);
	else if (child || child === 0) node.append(child);
}
export function createElement(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [k, v] of Object.entries(attributes ?? {})) node.setAttribute(k, v === true ? "" : v);
	add(node, children);
	return node;
}
export default { createElement };
