package docker

// laterTable are the flags of commands that are not simulated yet.
const laterTable = `
image push [OPTIONS] NAME[:TAG] | -
  -a --all-tags | Send all tags of the repository
  --platform string | Send the image of this platform only, without the index around it.\n'os[/arch[/variant]]': a platform (eg. linux/amd64)
  -q --quiet | Show the end result only

login [OPTIONS] [SERVER] | -
  -p --password string | Password or personal access token (PAT); "-" reads it from standard input
  --password-stdin | Read the password or personal access token (PAT) from standard input
  -u --username string | Who you are

logout [SERVER] | -

manifest annotate [OPTIONS] MANIFEST_LIST MANIFEST | -
  --arch string | Architecture it is for
  --os string | Operating system it is for
  --os-features strings | Feature of the operating system
  --os-version string | Version of the operating system
  --variant string | Variant of the architecture

manifest create MANIFEST_LIST MANIFEST [MANIFEST...] | -
  -a --amend | Add to a list that is there
  --insecure | Speak to a registry without TLS

manifest inspect [OPTIONS] [MANIFEST_LIST] MANIFEST | -
  --insecure | Speak to a registry without TLS
  -v --verbose | Show layers and platform too

manifest push [OPTIONS] MANIFEST_LIST | -
  --insecure | Send to a registry without TLS
  -p --purge | Remove the list here afterwards

manifest rm MANIFEST_LIST [MANIFEST_LIST...] | -

search [OPTIONS] TERM | -
  -f --filter filter | Which ones to show
  --format string | Write each through this Go template
  --limit int | Most rows to show
  --no-trunc | Show all in full
`
