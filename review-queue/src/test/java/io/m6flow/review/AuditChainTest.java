package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);

    @Test
    void isWholeWhenEachEntryCarriesTheHashOfTheOneBefore() {
        assertThat(verify(chain(5))).isInstanceOfSatisfying(AuditChain.Report.Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(5);
            assertThat(whole.repeats()).isZero();
        });
        assertThat(verify(List.of())).isEqualTo(new AuditChain.Report.Whole(0, 0, AuditChain.Head.EMPTY));
    }

    @Test
    void countsAnEntryThatWasSentAgainOnce() {
        List<byte[]> chain = chain(3);
        chain.add(2, chain.get(1));

        assertThat(verify(chain)).isInstanceOfSatisfying(AuditChain.Report.Whole.class, whole -> {
            assertThat(whole.entries()).isEqualTo(3);
            assertThat(whole.repeats()).isEqualTo(1);
        });
    }

    @Test
    void goesOnFromEntriesOfAnEarlierVersion() throws IOException {
        byte[] first = asVersion01Wrote(decision(1));
        AuditChain.Link second = AuditChain.seal(AuditChain.headAt(first), decision(2));

        assertThat(verify(List.of(first, second.bytes())))
                .isInstanceOfSatisfying(
                        AuditChain.Report.Whole.class,
                        whole -> assertThat(whole.entries()).isEqualTo(2));
        assertThat(CODEC.decode(first).getTitle()).isEmpty();
        assertThat(CODEC.decode(second.bytes()).getTitle()).isNotEmpty();
    }

    @Test
    void showsWhereAnEntryIsMissing() {
        List<byte[]> chain = chain(4);
        chain.remove(1);

        assertThat(brokenAt(chain)).isEqualTo(2);
    }

    @Test
    void showsWhereAnEntryWasChanged() {
        List<byte[]> chain = chain(4);
        ReviewDecision changed = CODEC.decode(chain.get(1));
        changed.setText("something else");
        chain.set(1, CODEC.encode(changed));

        assertThat(brokenAt(chain)).isEqualTo(3);
    }

    @Test
    void showsAnEntryThatWasPutIn() {
        List<byte[]> chain = chain(3);
        chain.add(2, CODEC.encode(decision(9)));

        assertThat(brokenAt(chain)).isEqualTo(3);
    }

    @Test
    void showsWhatCannotBeRead() {
        List<byte[]> chain = chain(2);
        chain.add(new byte[] {1, 2, 3});

        assertThat(brokenAt(chain)).isEqualTo(3);
    }

    @Test
    void leavesTheSealedDecisionAsItWas() {
        ReviewDecision decision = decision(1);

        AuditChain.Link link = AuditChain.seal(new AuditChain.Head(7, "ab"), decision);

        assertThat(decision.getChainIndex()).isZero();
        assertThat(CODEC.decode(link.bytes()).getChainIndex()).isEqualTo(8);
        assertThat(CODEC.decode(link.bytes()).getPreviousHash()).isEqualTo("ab");
        assertThat(link.head()).isEqualTo(AuditChain.headAt(link.bytes()));
    }

    private static List<byte[]> chain(int length) {
        List<byte[]> chain = new ArrayList<>();
        AuditChain.Head head = AuditChain.Head.EMPTY;
        for (int i = 1; i <= length; i++) {
            AuditChain.Link link = AuditChain.seal(head, decision(i));
            chain.add(link.bytes());
            head = link.head();
        }
        return chain;
    }

    /** At the head of a chain, without the fields that came later. */
    private static byte[] asVersion01Wrote(ReviewDecision decision) throws IOException {
        Schema schema =
                new Schema.Parser().parse(RecordCodec.class.getResourceAsStream("earlier/0.1/ReviewDecision.avsc"));
        ReviewDecision first =
                ReviewDecision.newBuilder(decision).setChainIndex(1).build();
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields()
                .forEach(field -> record.put(
                        field.name(),
                        first.get(first.getSchema().getField(field.name()).pos())));
        ByteBuffer written = new BinaryMessageEncoder<GenericRecord>(
                        SpecificData.getForClass(ReviewDecision.class), schema)
                .encode(record);
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private static ReviewDecision decision(int number) {
        return Decisions.approved(Drafts.reason("M-1", "P-" + number).build()).build();
    }

    private static AuditChain.Report verify(List<byte[]> chain) {
        return AuditChain.verify(chain.iterator());
    }

    private static long brokenAt(List<byte[]> chain) {
        return ((AuditChain.Report.Broken) verify(chain)).index();
    }
}
