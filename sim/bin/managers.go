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
	{name: "openssl", run: openssl}, {name: "htpasswd", run: htpasswd}, {name: "slu", run: slu}, {name: "getcap", run: getcap}, {name: "filecap", run: filecap},
	{name: "capsh", run: capsh}, {name: "sysctl", run: sysctl}, {name: "locale-gen", run: localeGen},
	{name: "figlet", run: figlet}, {name: "cowsay", run: cowsay}, {name: "stress", run: stress},
}
