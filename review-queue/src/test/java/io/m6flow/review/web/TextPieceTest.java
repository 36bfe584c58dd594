package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Severity;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextPieceTest {

    @Test
    void cutsWhereSpansOverlap() {
        List<TextPiece> pieces = TextPiece.cut(
                "最显瘦的雪纺裙",
                List.of(finding(0, 3, Severity.WARNING), finding(1, 5, Severity.ERROR)),
                List.of(new Evidence(4, 6, "面料", null)));

        assertThat(pieces.stream().map(piece -> piece.text() + ":" + piece.severity() + ":" + piece.support()))
                .containsExactly("最:warning:", "显瘦:error:", "的:error:", "雪:error:面料", "纺::面料", "裙::");
    }

    @Test
    void neverCutsACharacterInTwo() {
        List<TextPiece> pieces = TextPiece.cut("好👗看", List.of(finding(2, 4, Severity.INFO)), List.of());

        assertThat(pieces.stream().map(TextPiece::text)).containsExactly("好", "👗看");
    }

    @Test
    void losesNothingWhateverTheSpans() {
        String text = "a👗雪\n<纺";
        for (int start = -2; start < 10; start++) {
            for (int end = -2; end < 10; end++) {
                Evidence overlapping = new Evidence(start - 1, end + 1, "title", null);
                List<TextPiece> pieces =
                        TextPiece.cut(text, List.of(finding(start, end, Severity.INFO)), List.of(overlapping));

                assertThat(pieces.stream().map(TextPiece::text).collect(Collectors.joining()))
                        .as("%d to %d", start, end)
                        .isEqualTo(text);
            }
        }
    }

    private static Finding finding(int start, int end, Severity severity) {
        return new Finding("rule", start, end, severity, "message", null);
    }
}
