// src/components/DrydockLab.jsx: a Drydock lab in a page made by Docusaurus.
//   import DrydockLab from "@site/src/components/DrydockLab";
//   <DrydockLab site="https://example.org/drydock/" lesson="volumes" />
//   <DrydockLab site="…" commands={["docker run hello-world"]} theme="dark">Without script.</DrydockLab>
import React from "react";

export default function DrydockLab({ site, lesson, commands, readonly, autorun, children, ...rest }) {
	const lines = Array.isArray(commands) ? commands.join("\n") : commands;
	const flags = { ...(readonly && { readonly: "" }), ...(autorun && { autorun: "" }), ...(lesson && { lesson }), ...(lines && { commands: lines }) };
	return (
		<div>
			<script src={`${site}embed.js`} defer></script>
			<drydock-lab {...flags} {...rest}>
				{children}
				{lines && <pre>{lines}</pre>}
				{lesson && <noscript><iframe src={`${site}embed/${lesson}.html`} title={`Drydock: ${lesson}`} width="100%" height="600"></iframe></noscript>}
			</drydock-lab>
		</div>
	);
}
