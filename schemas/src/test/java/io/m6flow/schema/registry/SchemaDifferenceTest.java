package io.m6flow.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDifferenceTest {
    private static final Schema READER = parsed("""
            {"type":"record","name":"Coat","fields":[
              {"name":"title","type":"string"},
              {"name":"price","type":["null","string"],"default":null},
              {"name":"cut","type":{"type":"enum","name":"Cut","symbols":["WIDE","SLIM"]},"default":"WIDE"},
              {"name":"facts","type":{"type":"array","items":
                {"type":"record","name":"Fact","fields":[{"name":"name","type":"string"},{"name":"value","type":"string"}]}}},
              {"name":"scores","type":{"type":"map","values":"double"},"default":{}}]}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"name":"title","type":"string"}                        ~ {"name":"titel","type":"string"}     ~ field "title" is missing and has no default
            {"name":"title","type":"string"}                        ~ {"name":"title","type":"int"}        ~ field "title" is int where string is read
            {"name":"title","type":"string"}                        ~ {"name":"title","type":["null","string"]} ~ field "title" is null or string where string is read
            ["null","string"]                                       ~ ["null","int"]                       ~ field "price" is int where string is read
            "WIDE","SLIM"                                           ~ "WIDE","SLIM","CAPE"                 ~ field "cut" may be CAPE, which Cut does not know
            "name":"Cut"                                            ~ "name":"Shape"                       ~ field "cut" is a Shape where a Cut is read
            {"name":"value","type":"string"}                        ~ {"name":"value","type":"boolean"}    ~ field "facts.value" is boolean where string is read
            {"name":"value","type":"string"}                        ~ {"name":"text","type":"string"}      ~ field "facts.value" is missing and has no default
            "values":"double"                                       ~ "values":"string"                    ~ field "scores" is string where double is read
            "name":"Coat"                                           ~ "name":"Hat"                         ~ it is a Hat where a Coat is read
            """)
    void namesTheFieldThatDoesNotFit(String ours, String theirs, String expected) {
        Schema writer = parsed(READER.toString().replace(ours, theirs));
        assertThat(writer).isNotEqualTo(READER);
        assertThat(SchemaDifference.between(READER, writer)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"name":"title","type":"string"}      ~ {"name":"title","type":"string"},{"name":"colour","type":"string"}
            {"name":"title","type":"string"}      ~ {"name":"title","type":"bytes"}
            "values":"double"                     ~ "values":"int"
            "WIDE","SLIM"                         ~ "SLIM"
            ["null","string"]                     ~ "null"
            """)
    void hasNothingToSayOfWhatAvroReads(String ours, String theirs) {
        Schema writer = parsed(READER.toString().replace(ours, theirs));
        assertThat(writer).isNotEqualTo(READER);
        assertThat(SchemaDifference.between(READER, writer)).isEmpty();
    }

    @Test
    void tellsOneOfOurRecordsFromAnother() {
        assertThat(SchemaDifference.between(ProductEvent.getClassSchema(), AsrSegment.getClassSchema()))
                .contains("it is a io.m6flow.schema.AsrSegment where a io.m6flow.schema.ProductEvent is read");
    }

    private static Schema parsed(String json) {
        return new Schema.Parser().parse(json);
    }
}
