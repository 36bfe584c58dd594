package io.m6flow.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.rule.EventRules;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEventsTest {
    private static final String REQUIRED = "\"productId\":\"P-1\",\"merchantId\":\"M-1\",\"title\":\"连衣裙\"";
    private static final String SEGMENT =
            "\"sessionId\":\"S-1\",\"sequence\":1,\"startMillis\":0,\"endMillis\":10,\"text\":\"好\",\"final\":true";

    @Test
    void readsAttributesAsAnObjectOrAsAList() {
        Attribute chiffon = new Attribute("面料", "雪纺");
        assertThat(product("\"attributes\":{\"面料\":\"雪纺\"}").getAttributes()).containsExactly(chiffon);
        assertThat(product("\"attributes\":[{\"name\":\"面料\",\"value\":\"雪纺\"},{\"name\":\"面料\",\"value\":\"棉\"}]")
                        .getAttributes())
                .containsExactly(chiffon, new Attribute("面料", "棉"));
    }

    @Test
    void keepsThePriceAsItWasWritten() {
        assertThat(product("\"price\":\"199.00\"").getPrice()).isEqualTo("199.00");
        assertThat(product("\"price\":199.00").getPrice()).isEqualTo("199.00");
    }

    @Test
    void readsTimesAsTextAndAsMilliseconds() {
        assertThat(product("\"occurredAt\":\"2026-01-31T08:00:00+08:00\"").getOccurredAt())
                .isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(product("\"occurredAt\":1000").getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1000));
    }

    @Test
    void ignoresUnknownFieldsAndTakesNullAsMissing() {
        assertThat(product("\"references\":{\"reason\":[]},\"category\":null").getCategory())
                .isNull();
    }

    @Test
    void readsASegmentWithItsDefaults() {
        AsrSegment segment = JsonEvents.segment("{" + SEGMENT + "}").fold(it -> it, complaint -> {
            throw new AssertionError(complaint);
        });
        assertThat(segment.getFinal$()).isTrue();
        assertThat(segment.getEndOfSession()).isFalse();
        assertThat(segment.getHostId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"productId":"P-1"                                              ~ the line is not JSON
            [1]                                                             ~ the line is not a JSON object
            {} trailing                                                     ~ the line is not JSON
            {"productId":"P-1","title":"x"}                                 ~ merchantId is missing
            {"productId":7,"merchantId":"M","title":"x"}                    ~ productId must be a string, was number
            {"productId":"a|b","merchantId":"M","title":"x"}                ~ productId holds one of
            {"productId":"P","merchantId":"M","title":" "}                  ~ nothing to write about
            {"productId":"P","merchantId":"M","title":"x","operation":"GO"} ~ operation holds an unknown name; choose from [UPSERT, DELETE]
            {"productId":"P","merchantId":"M","title":"x","kinds":["X"]}    ~ kinds holds an unknown name
            {"productId":"P","merchantId":"M","title":"x","kinds":["SCRIPT"]} ~ not written about products
            {"productId":"P","merchantId":"M","title":"x","price":"cheap"}  ~ price is not a decimal number
            {"productId":"P","merchantId":"M","title":"x","price":true}     ~ price must be a decimal number, was boolean
            {"productId":"P","merchantId":"M","title":"x","attributes":7}   ~ attributes must be a list, was number
            {"productId":"P","merchantId":"M","title":"x","attributes":{"a":[]}} ~ attributes: the value must be a string
            {"productId":"P","merchantId":"M","title":"x","occurredAt":"yesterday"} ~ occurredAt is no time
            """)
    void saysWhatIsWrongWithALine(String line, String complaint) {
        assertThat(complaint(line)).contains(complaint);
    }

    @Test
    void saysWhatIsWrongWithASegment() {
        assertThat(segmentComplaint(SEGMENT.replace("true", "\"yes\""))).contains("final must be true or false");
        assertThat(segmentComplaint(SEGMENT.replace("\"endMillis\":10", "\"endMillis\":-1")))
                .contains("before startMillis");
        assertThat(segmentComplaint(SEGMENT.replace("\"sequence\":1", "\"sequence\":1.5")))
                .contains("sequence must be a whole number");
        assertThat(segmentComplaint(SEGMENT.replace("\"sequence\":1,", ""))).contains("sequence is missing");
    }

    @Test
    void takesLinesUpToTheLimitOfAnEvent() {
        String line = "{" + REQUIRED + ",\"note\":\"\"}";
        int bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        String filler = "x".repeat(EventRules.MAX_EVENT_BYTES - bytes);
        String longest = line.replace("\"\"", "\"" + filler + "\"");
        assertThat(complaint(longest)).isEmpty();
        assertThat(complaint(longest + " ")).contains("65537 bytes; the limit is 65536");
    }

    @Test
    void deepNestingIsAComplaintAndNoOverflow() {
        assertThat(complaint("{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"))
                .contains("the line is not JSON");
    }

    @Test
    void recordsBecomePlainJson() {
        JsonNode json = JsonRecords.read(JsonRecords.line(product("\"attributes\":{\"面料\":\"雪纺\"}")));
        assertThat(json.path("attributes").path(0).path("value").asText()).isEqualTo("雪纺");
        assertThat(json.path("operation").asText()).isEqualTo("UPSERT");
        assertThat(json.get("revision").isNull()).isTrue();
    }

    private static ProductEvent product(String more) {
        return JsonEvents.product("{" + REQUIRED + "," + more + "}").fold(event -> event, complaint -> {
            throw new AssertionError(complaint);
        });
    }

    private static String complaint(String line) {
        return JsonEvents.product(line).fold(event -> "", complaint -> complaint);
    }

    private static String segmentComplaint(String fields) {
        return JsonEvents.segment("{" + fields + "}").fold(segment -> "", complaint -> complaint);
    }
}
