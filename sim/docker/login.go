package docker

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

var loginFlags = []Flag{
	{Name: "password", Short: "p", Kind: "string", Help: "Password or personal access token (PAT); \"-\" reads it from standard input"},
	{Name: "password-stdin", Kind: "bool", Help: "Read the password or personal access token (PAT) from standard input"},
	{Name: "username", Short: "u", Kind: "string", Help: "Who you are"},
}

// account is an entry of auths in config.json.
type account struct {
	Auth string `json:"auth,omitempty"`
}

// login checks who somebody is and keeps it in config.json. Source: docker/cli
// 29 cli/command/registry/login.go.
func login(c Call) error {
	server := hubKey
	if len(c.args) > 0 {
		server = serverKey(c.args[0])
	}
	who := engine.Credentials{Username: c.text("username"), Password: c.text("password")}
	warning := ""
	if c.given("password") && who.Password != "-" {
		warning = "WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n"
	}
	stdin := c.on("password-stdin") || who.Password == "-"
	switch {
	case c.given("password") && c.on("password-stdin"):
		return errors.New("conflicting options: cannot specify both --password and --password-stdin")
	case stdin && who.Username == "":
		return errors.New("the --password-stdin option requires --username to be set")
	case c.given("password") && !stdin && who.Password == "":
		return errors.New("password is empty")
	case c.given("username") && who.Username == "":
		return errors.New("username is empty")
	case stdin:
		return c.slurp(func(c Call, data string) error {
			who.Password = strings.TrimSuffix(strings.TrimSuffix(data, "\n"), "\r")
			if who.Password == "" {
				return errors.New("password is empty")
			}
			return c.loginAs(server, who)
		})
	case who.Password != "" && who.Username != "":
		return c.emit(2, warning, func(c Call) error { return c.loginAs(server, who) })
	case !c.sys.IsTerminal(0) || !c.sys.IsTerminal(1): // nobody is there to ask
		return errors.New("error: cannot perform an interactive login from a non-TTY device")
	case who.Username == "" && server == hubKey:
		return c.deviceLogin()
	case who.Username == "":
		return c.emit(1, "Username: ", func(c Call) error {
			return c.readLine("", func(c Call, line string) error {
				who.Username = strings.TrimSpace(line)
				return c.askPassword(server, who)
			})
		})
	}
	return c.askPassword(server, who)
}

// infoMark is the mark before a hint. Source: docker/cli 29 internal/tui.
const infoMark = "\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m"

func (c Call) askPassword(server string, who engine.Credentials) error {
	text := "Password: "
	if server == hubKey {
		text = "\n" + infoMark + "\x1b[3mA Personal Access Token (PAT) can be used instead.\x1b[0m\n" +
			"         \x1b[3mTo create a PAT, visit \x1b[4mhttps://app.docker.com/settings\x1b[0m\x1b[0m\n" +
			"         \x1b[3m\x1b[0m\n         \x1b[3m\x1b[0m\n" + text
	}
	return c.emit(1, text, func(c Call) error {
		c.sys.Echo(0, false)
		return c.readLine("", func(c Call, line string) error {
			c.sys.Echo(0, true)
			who.Password = strings.TrimRight(line, "\r\n")
			return c.emit(1, "\n", func(c Call) error {
				if who.Password == "" {
					return errors.New("error: password is empty")
				}
				return c.loginAs(server, who)
			})
		})
	})
}

// deviceLogin shows a code to confirm in a browser and waits. There is no
// browser at the simulated Hub, so it ends with Ctrl-C only.
func (c Call) deviceLogin() error {
	text := "\x1b[1m\nUSING WEB-BASED LOGIN\x1b[0m\n\n" + infoMark +
		"\x1b[3mTo sign in with credentials on the command line, use 'docker login -u <username>'\x1b[0m\n         \x1b[3m\x1b[0m\n\n" +
		"Your one-time device confirmation code is: \x1b[1mLJFQ-KVZT\n\x1b[0m\x1b[1mPress ENTER\x1b[0m to open your browser or submit your device code here: \x1b[4mhttps://login.docker.com/activate\n\x1b[0m\n" +
		"Waiting for authentication in the browser…\n"
	c.p.Catch |= proc.Of(proc.SIGINT)
	return c.emit(1, text, Call.waitForBrowser)
}

func (c Call) waitForBrowser() error {
	if _, err := c.sys.Read(0, 1); err != nil && err != vfs.EAGAIN {
		return errors.New("login canceled")
	}
	return c.then(func(c Call, ev proc.Event) error {
		if ev.Kind == proc.Signaled {
			return errors.New("login canceled")
		}
		return c.waitForBrowser()
	})
}

// readLine reads one line of standard input.
func (c Call) readLine(line string, next func(Call, string) error) error {
	piece, err := c.sys.Read(0, 1)
	switch {
	case err == vfs.EAGAIN:
		return c.then(func(c Call, _ proc.Event) error { return c.readLine(line, next) })
	case err == nil && piece != "" && piece != "\n":
		return c.readLine(line+piece, next)
	}
	return next(c, line)
}

func (c Call) loginAs(server string, who engine.Credentials) error {
	domain := server
	if server == hubKey {
		domain = ""
	}
	if err := c.host().RegistryLogin(domain, who); err != nil {
		return c.refused(err)
	}
	auths := c.auths()
	auths[server] = account{base64.StdEncoding.EncodeToString([]byte(who.Username + ":" + who.Password))}
	if err := c.writeAuths(auths); err != nil {
		return err
	}
	return c.finish("Login Succeeded\n")
}

func logout(c Call) error {
	server := hubKey
	if len(c.args) > 0 {
		server = serverKey(c.args[0])
	}
	auths := c.auths()
	if _, ok := auths[server]; ok {
		delete(auths, server)
		if err := c.writeAuths(auths); err != nil {
			return err
		}
	}
	return c.finish("Removing login credentials for " + server + "\n")
}

// auths are the accounts in config.json, by registry.
func (c Call) auths() map[string]account {
	all := map[string]account{}
	var kept map[string]account
	if json.Unmarshal(c.settings()["auths"], &kept) == nil {
		maps.Copy(all, kept)
	}
	return all
}

func (c Call) writeAuths(auths map[string]account) error {
	all := c.settings()
	all["auths"], _ = json.Marshal(auths) // strings can be
	text, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		return err
	}
	if err := c.makeDirs(c.configDir()); err != nil {
		return err
	}
	return c.sys.WriteFile(c.configDir()+"/config.json", string(text), 0o600)
}

// allCredentials are who the client says to be, by registry.
func (c Call) allCredentials() map[string]engine.Credentials {
	all := map[string]engine.Credentials{"docker.io": c.credentials("docker.io")}
	for server := range c.auths() { // into a map
		if server != hubKey {
			all[server] = c.credentials(server)
		}
	}
	return all
}

// credentials are who the client says to be at the registry of a domain.
func (c Call) credentials(domain string) engine.Credentials {
	text, err := base64.StdEncoding.DecodeString(c.auths()[serverKey(domain)].Auth)
	if err != nil {
		return engine.Credentials{}
	}
	user, password, _ := strings.Cut(string(text), ":")
	return engine.Credentials{Username: user, Password: password}
}
