package catalog

import "slices"

func jdkFiles() []item {
	return slices.Concat(dirs("/opt/java /opt/java/openjdk /opt/java/openjdk/bin /opt/java/openjdk/lib"),
		bins("/opt/java/openjdk/bin/", "java:12000 javac:12000 jar:12000 jshell:12000 javadoc:12000 jlink:12000 keytool:12000"),
		list(file("/opt/java/openjdk/release", "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"21.0.10\"\n")))
}

func jreFiles() []item {
	return slices.Concat(dirs("/opt/java /opt/java/openjdk /opt/java/openjdk/bin /opt/java/openjdk/lib"), bins("/opt/java/openjdk/bin/", "java:12000 keytool:12000"))
}

var javaContents = []content{
	{"tools", func() []item {
		return append(bins("/usr/bin/", "curl:280800 wget:487984 gpg:4898752"), certificates()...)
	}},
	{"jdk", jdkFiles}, {"jre", jreFiles},
	{"entrypoint", put(file("/__cacert_entrypoint.sh", "#!/bin/sh\n# Certificates of one's own would be added here.\nset -e\nexec \"$@\"\n"))},
	{"tomcat", func() []item {
		return slices.Concat(dirs("/usr/local/tomcat /usr/local/tomcat/bin /usr/local/tomcat/conf /usr/local/tomcat/lib /usr/local/tomcat/logs /usr/local/tomcat/temp /usr/local/tomcat/webapps /usr/local/tomcat/webapps.dist /usr/local/tomcat/work"),
			bins("/usr/local/tomcat/bin/", "catalina.sh=catalina:25000 startup.sh=catalina:2000 shutdown.sh=catalina:2000"), list(
				file("/usr/local/tomcat/conf/server.xml", "<Server port=\"8005\" shutdown=\"SHUTDOWN\">\n  <Service name=\"Catalina\">\n    <Connector port=\"8080\" protocol=\"HTTP/1.1\" />\n  </Service>\n</Server>\n")))
	}},
	{"maven", func() []item {
		return append(dirs("/usr/share/maven /usr/share/maven/bin"), bins("/usr/bin/", "mvn:5800")...)
	}},
	{"maven-entrypoint", put(file("/usr/local/bin/mvn-entrypoint.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n"))},
	{"gradle", func() []item {
		return append(dirs("/opt/gradle /opt/gradle/bin /home/gradle"), bins("/usr/bin/", "gradle:8700")...)
	}},
	{"openjdk", func() []item {
		return slices.Concat(dirs("/usr/local/openjdk-8 /usr/local/openjdk-8/bin"), bins("/usr/local/openjdk-8/bin/", "java:12000 javac:12000 jar:12000 keytool:12000"))
	}},
}

var temurin21 = page(nobleBase, `
eclipse-temurin 21 21-jdk 21-jdk-noble latest
2026-09-16T00:00:00Z
ENV JAVA_HOME=/opt/java/openjdk
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8
~ 23800000 60000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends curl wget gnupg fontconfig ca-certificates p11-kit binutils tzdata locales ... # buildkit @tools
ENV JAVA_VERSION=jdk-21.0.10+7
~ 158000000 330000000 RUN /bin/sh -c set -eux; ARCH="$(dpkg --print-architecture)"; ... # buildkit @jdk
~ 160 0 RUN /bin/sh -c set -eux; echo "Verifying install ..."; ... # buildkit
~ 2300 5000 COPY --chmod=755 entrypoint.sh /__cacert_entrypoint.sh # buildkit @entrypoint
ENTRYPOINT ["/__cacert_entrypoint.sh"]
CMD ["jshell"]
`, javaContents...)

// jre is a Java that only runs programs; it was not looked up.
const temurinJRE = `
eclipse-temurin 21-jre 21-jre-noble
2026-09-16T00:00:00Z
ENV JAVA_HOME=/opt/java/openjdk
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8
~ 23800000 60000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends curl wget fontconfig ca-certificates p11-kit tzdata locales ... # buildkit @tools
ENV JAVA_VERSION=jdk-21.0.10+7
~ 53000000 168000000 RUN /bin/sh -c set -eux; ARCH="$(dpkg --print-architecture)"; ... # buildkit @jre
~ 2300 5000 COPY --chmod=755 entrypoint.sh /__cacert_entrypoint.sh # buildkit @entrypoint
ENTRYPOINT ["/__cacert_entrypoint.sh"]
`

const openjdkPage = `
openjdk 8 8-jdk latest
2022-07-20T02:00:00Z
ENV JAVA_HOME=/usr/local/openjdk-8
ENV PATH=/usr/local/openjdk-8/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=C.UTF-8
ENV JAVA_VERSION=8u342
~ 106000000 210000000 RUN /bin/sh -c set -eux; ... javac -version; java -version # buildkit @openjdk
CMD ["bash"]
`

func javaReleases() []release {
	jre := page(nobleBase, temurinJRE, javaContents...)
	all := []release{temurin21, jre, derive(temurin21, "21.0.2_13-jdk-jammy 21-jdk-jammy"), derive(jre, "21.0.2_13-jre-jammy 21-jre-jammy"),
		derive(temurin21.on(alpineBase), "21-alpine 21-jdk-alpine"), derive(jre.on(alpineBase), "21-jre-alpine")}
	for _, major := range []string{"25", "17", "11", "8"} {
		swap := []string{"jdk-21.0.10+7", "jdk-" + major}
		all = append(all, derive(temurin21, major+" "+major+"-jdk "+major+"-jdk-jammy", swap...), derive(jre, major+"-jre "+major+"-jre-jammy", swap...),
			derive(temurin21.on(alpineBase), major+"-alpine "+major+"-jdk-alpine", swap...), derive(jre.on(alpineBase), major+"-jre-alpine", swap...))
	}
	jdk := page(trixieSCM, openjdkPage, javaContents...)
	all = append(all, jdk)
	for _, major := range []string{"7", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "21"} {
		swap := []string{"8u342", major, "openjdk-8", "openjdk-" + major}
		all = append(all, derive(jdk, major+" "+major+"-jdk", swap...), derive(jdk.on(bookwormSlim), major+"-slim "+major+"-jdk-slim "+major+"-jre-slim", swap...), derive(jdk.on(alpineBase), major+"-alpine "+major+"-jdk-alpine", append(swap, `"bash"`, `"/bin/sh"`)...))
	}
	all = append(all, derive(jdk.on(alpineBase), "8-alpine 8-jdk-alpine 8-jre-alpine alpine", `"bash"`, `"/bin/sh"`), derive(jdk.on(bookwormSlim), "8-slim 8-jre 8-jre-slim"))
	tomcat := page(nobleBase, "tomcat latest 11 11.0 10 10.1 9 9.0 8 8.5 8.0 jdk21\n"+stripHead(temurinJRE)+`
ENV CATALINA_HOME=/usr/local/tomcat
ENV PATH=/usr/local/tomcat/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
~ 105 0 RUN /bin/sh -c mkdir -p "$CATALINA_HOME" # buildkit
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /usr/local/tomcat
ENV TOMCAT_MAJOR=11
ENV TOMCAT_VERSION=11.0.12
~ 16000000 22000000 COPY /usr/local/tomcat /usr/local/tomcat # buildkit @tomcat
EXPOSE map[8080/tcp:{}]
ENTRYPOINT []
CMD ["catalina.sh" "run"]
`, javaContents...)
	maven := page(temurin21Base, `
maven latest 3 3.9 3.9.11 3-eclipse-temurin-21 3.9-eclipse-temurin-21 3.9-eclipse-temurin-17 3-jdk-8 3.6.3-jdk-8 3-eclipse-temurin-17 3.8-openjdk-17 eclipse-temurin
2026-09-17T00:00:00Z
ENV MAVEN_HOME=/usr/share/maven
ENV MAVEN_CONFIG=/root/.m2
~ 21000000 34000000 COPY /usr/share/maven /usr/share/maven # buildkit @maven
~ 1200 2500 COPY mvn-entrypoint.sh /usr/local/bin/mvn-entrypoint.sh # buildkit @maven-entrypoint
ENTRYPOINT ["/usr/local/bin/mvn-entrypoint.sh"]
CMD ["mvn"]
`, javaContents...)
	gradle := page(temurin21Base, `
gradle latest 9 8 8-jdk21 jdk21 jdk17 8-jdk17
2026-09-17T00:00:00Z
ENV GRADLE_HOME=/opt/gradle
~ 150000000 170000000 RUN /bin/sh -c set -o errexit -o nounset && ... gradle --version # buildkit @gradle
WORKDIR /home/gradle
ENTRYPOINT []
CMD ["gradle"]
`, javaContents...)
	return append(all, tomcat, maven, gradle)
}

// temurin21Base is Temurin as other images stand on it.
var temurin21Base = foundation(slices.Concat(nobleBase, readSteps(temurin21.page, javaContents, temurin21.created))...)

// stripHead is a page without the line of its names.
func stripHead(text string) string { return text[indexOf(text[1:], '\n')+2:] }

func indexOf(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return -1
}
