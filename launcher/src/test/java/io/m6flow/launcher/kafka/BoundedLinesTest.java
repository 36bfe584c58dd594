package io.m6flow.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    @Test
    void readsLinesWithTheirNumbers() throws IOException {
        assertThat(read("a\n\nb", 10))
                .extracting(line -> line.number() + ":" + text(line))
                .containsExactly("1:a", "2:", "3:b");
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        assertThat(read("", 10)).isEmpty();
    }

    @Test
    void keepsALineAtTheLimitAndDigestsALongerOne() throws IOException {
        List<BoundedLines.Line> lines = read("12345\n123456\n1\n", 5);
        assertThat(text(lines.get(0))).isEqualTo("12345");
        assertThat(lines.get(1).bytes()).isNull();
        assertThat(lines.get(1).size()).isEqualTo(6);
        assertThat(lines.get(1).digest()).isEqualTo("8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92");
        assertThat(text(lines.get(2))).isEqualTo("1");
    }

    private static List<BoundedLines.Line> read(String content, int limit) throws IOException {
        List<BoundedLines.Line> lines = new ArrayList<>();
        try (BoundedLines reader =
                new BoundedLines(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), limit)) {
            for (BoundedLines.Line line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static String text(BoundedLines.Line line) {
        return StandardCharsets.UTF_8.decode(line.bytes()).toString();
    }
}
