package archive

// NPM finds a package of npm's registry.
func NPM(name string) (Package, bool) {
	c, ok := row(npmTable, name)
	if !ok {
		return Package{}, false
	}
	return made(c, c[1]), true
}

// npmTable: name, version, number of packages it brings, kB unpacked with all
// of them, -, programs, what it is.
const npmTable = `
express | 5.1.0 | 68 | 2500 | | | web framework
body-parser | 2.2.0 | 20 | 900 | | | body parsing middleware
cors | 2.8.5 | 3 | 60 | | | CORS middleware
dotenv | 17.2.3 | 1 | 80 | | | loads settings from a file
nodemon | 3.1.10 | 29 | 1500 | | nodemon | restarts node when files change
redis | 5.8.3 | 6 | 3000 | | | client for Redis
ioredis | 5.8.1 | 9 | 1800 | | | client for Redis
pg | 8.16.3 | 14 | 700 | | | client for PostgreSQL
mysql | 2.18.1 | 11 | 1100 | | | client for MySQL
mysql2 | 3.15.2 | 13 | 1500 | | | client for MySQL
mongodb | 6.20.0 | 12 | 5600 | | | client for MongoDB
mongoose | 8.19.1 | 17 | 9000 | | | objects for MongoDB
sqlite3 | 5.1.7 | 118 | 8000 | | | client for SQLite
sequelize | 6.37.7 | 24 | 9000 | | | objects for databases
node-fetch | 3.3.2 | 6 | 500 | | | fetch
compression | 1.8.1 | 9 | 150 | | | compression
http-errors | 2.0.0 | 5 | 60 | | | errors
uuid | 13.0.0 | 1 | 120 | | | unique ids
wait-port | 1.1.0 | 9 | 300 | | wait-port | waits for a port
axios | 1.12.2 | 24 | 3000 | | | HTTP client
lodash | 4.17.21 | 1 | 1400 | | | utilities
moment | 2.30.1 | 1 | 4200 | | | dates
jest | 30.2.0 | 275 | 30000 | | jest | tests
mocha | 11.7.4 | 80 | 6000 | | mocha | tests
chai | 6.2.0 | 1 | 400 | | | assertions
prettier | 3.6.2 | 1 | 9000 | | prettier | formatter
eslint | 9.37.0 | 86 | 12000 | | eslint | linter
typescript | 5.9.3 | 1 | 23000 | | tsc | compiler
ts-node | 10.9.2 | 20 | 3000 | | ts-node | runs TypeScript
react | 19.2.0 | 1 | 170 | | | user interfaces
react-dom | 19.2.0 | 3 | 7000 | | | user interfaces
react-scripts | 5.0.1 | 1300 | 150000 | | react-scripts | builds React apps
vue | 3.5.22 | 21 | 10000 | | | user interfaces
vite | 7.1.9 | 14 | 12000 | | vite | builds web apps
webpack | 5.102.1 | 76 | 12000 | | webpack | bundler
socket.io | 4.8.1 | 22 | 2500 | | | sockets
ejs | 3.1.10 | 12 | 500 | | | templates
pug | 3.0.3 | 55 | 3000 | | | templates
morgan | 1.10.1 | 8 | 150 | | | request logger
helmet | 8.1.0 | 1 | 100 | | | headers
winston | 3.18.3 | 24 | 2000 | | | logger
jsonwebtoken | 9.0.2 | 16 | 300 | | | tokens
bcrypt | 6.0.0 | 3 | 1200 | | | hashes
pm2 | 6.0.13 | 150 | 20000 | | pm2 | process manager
pkg | 5.8.1 | 120 | 15000 | | pkg | makes programs
pkg-fetch | 3.5.2 | 60 | 6000 | | pkg-fetch | fetches binaries
http-server | 14.1.1 | 48 | 2500 | | http-server | serves files
serve | 14.2.5 | 88 | 5000 | | serve | serves files
cowsay | 1.6.0 | 25 | 700 | | cowsay | a cow that says
async | 3.2.6 | 1 | 800 | | | control flow
cookie-parser | 1.4.7 | 3 | 40 | | | cookies
method-override | 3.0.0 | 5 | 60 | | | HTTP verbs
supertest | 7.1.4 | 40 | 2000 | | | tests
next | 15.5.5 | 20 | 140000 | | next | React framework
@angular/cli | 20.3.6 | 260 | 60000 | | ng | Angular's tool
yarn | 1.22.22 | 1 | 5300 | | yarn | package manager
npm | 11.6.2 | 1 | 12000 | | npm | package manager
`
