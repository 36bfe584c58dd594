# Two images from one build: `app` runs the command (topics, review, send), `flink` is Flink with our
# jobs and the model in lib/, where all jobs of a process share one engine.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -pl launcher -am package -Dmaven.test.skip=true -Dspotless.check.skip=true \
 && ./mvnw -q -B -pl launcher dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/out/lib \
 && cp launcher/target/launcher-*.jar /out/lib/

FROM eclipse-temurin:17-jre AS app
COPY --from=build /out/lib /app/lib
RUN useradd --create-home m6flow
USER m6flow
ENTRYPOINT ["java", "-Xmx768m", "-cp", "/app/lib/*", "io.m6flow.launcher.Main"]

FROM flink:2.2.1-java17 AS flink
COPY --from=build /out/lib /tmp/lib
# What Flink's image has already, and the servers that only `up` starts, stay out.
RUN cd /tmp/lib \
 && rm -f flink-core-* flink-runtime-* flink-streaming-* flink-clients-* flink-rpc-* flink-annotations-* \
          flink-metrics-* flink-file-sink-common-* flink-hadoop-fs-* flink-queryable-* flink-datastream-* flink-shaded-* \
          log4j-* slf4j-* kafka_2.13-* kafka-server* kafka-metadata* kafka-raft* kafka-storage* kafka-group* \
          kafka-coordinator* kafka-transaction* kafka-share* kafka-tools* scala-* embedded-redis-* \
 && mv ./*.jar "$FLINK_HOME/lib/" && rm -rf /tmp/lib
# The threads of the maths must not spin for long on cores that Flink needs too.
ENV GOMP_SPINCOUNT=2000
