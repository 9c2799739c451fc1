// The page that tries the shortcodes: each says whether its lab could be used.
import DrydockLab from "./shortcodes/docusaurus.jsx";

const place = document.getElementById("docusaurus");
if (place) place.append(DrydockLab({ site: "./", lesson: place.dataset.lesson, theme: "auto" }));
for (const name of ["ready", "started", "failed"]) {
	addEventListener(`drydock-${name}`, ({ target }) => {
		const said = target.closest("section")?.querySelector("output");
		if (said) said.textContent = { ready: "The lab is there.", started: "The lab is used.", failed: "The lab does not work." }[name];
	});
}
