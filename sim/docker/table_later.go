package docker

// laterTable are the flags of commands that are not simulated yet.
const laterTable = `
image import [OPTIONS] file|URL|- [REPOSITORY[:TAG]] | -
  -c --change list | Dockerfile instruction to apply
  -m --message string | Comment on the image
  --platform string | Platform of the image

image load [OPTIONS] | -
  -i --input string | Archive to read in place of standard input
  --platform strings | Platforms to take, with commas between them: "os[/arch[/variant]]" (e.g., "linux/amd64,linux/arm64/v8")
  -q --quiet | Do not show how it loads

image push [OPTIONS] NAME[:TAG] | -
  -a --all-tags | Send all tags of the repository
  --platform string | Send the image of this platform only, without the index around it.\n'os[/arch[/variant]]': a platform (eg. linux/amd64)
  -q --quiet | Show the end result only

image save [OPTIONS] IMAGE [IMAGE...] | -
  -o --output string | File to write to in place of standard output
  --platform strings | Platforms to write, with commas between them: "os[/arch[/variant]]" (e.g., "linux/amd64,linux/arm64/v8")

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
