package bin

// managers are the programs that install what others have made.
var managers = []program{
	{name: "apt", run: aptProgram}, {name: "apt-get", run: aptProgram}, {name: "apt-cache", run: aptProgram},
	{name: "dpkg", run: dpkg}, {name: "dpkg-query", run: dpkgQuery}, {name: "apk", run: apkProgram}, {name: "git", run: gitProgram}, {name: "pip", run: pip},
	{name: "npm", run: npm}, {name: "npx", run: npx}, {name: "yarn", run: yarn},
}

// hostTools are the programs of the host that its images lack.
var hostTools = []program{
	{name: "sudo", run: sudo}, {name: "systemctl", run: systemctl}, {name: "service", run: serviceCommand}, {name: "lsb_release", run: lsbRelease}, {name: "hostnamectl", run: hostnamectl}, {name: "jq", run: jq},
	{name: "figlet", run: figlet}, {name: "cowsay", run: cowsay}, {name: "stress", run: stress},
}
