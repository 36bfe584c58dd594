# Two images from one build: `app` runs the command (topics, review, send), `flink` is Flink with the generators in
# lib/, where all jobs of a process share one engine, and the jar of the jobs, the same that `m6flow cluster up` runs.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -pl launcher -am package -Dmaven.test.skip=true -Dspotless.check.skip=true \
 && mkdir -p /out/app /out/flink \
 && tr ':' '\n' < launcher/target/class-path.txt | xargs -I{} cp {} /out/app/ \
 && cp launcher/target/launcher-*.jar /out/app/ \
 && tr ':' '\n' < flink-lib/target/class-path.txt | xargs -I{} cp {} /out/flink/ \
 # Flink's image has Flink, its state backends and its logging already.
 && rm -f /out/flink/flink-* /out/flink/frocksdbjni-* /out/flink/log4j-* /out/flink/slf4j-*

FROM eclipse-temurin:17-jre AS app
COPY --from=build /out/app /app/lib
RUN useradd --create-home m6flow
USER m6flow
ENTRYPOINT ["java", "-Xmx768m", "-cp", "/app/lib/*", "io.m6flow.launcher.Main"]

FROM flink:2.2.1-java17 AS flink
COPY --from=build /out/flink/ $FLINK_HOME/lib/
COPY --from=build /src/launcher/target/m6flow-jobs.jar $FLINK_HOME/usrlib/m6flow-jobs.jar
# The threads of the maths must not spin for long on cores that Flink needs too.
ENV GOMP_SPINCOUNT=2000
