package io.m6flow.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.testkit.PublishedContents;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Here, where the class path is that of the command; the sinks' own tests read Parquet, which loads Hadoop's classes. */
class ParquetWithoutHadoopTest {
    @Test
    void writesParquetThoughHadoopIsNotThere() throws Exception {
        assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
                .isInstanceOf(ClassNotFoundException.class);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContentFile file = FileFormat.PARQUET.begin(out)) {
            file.write(PublishedContents.reason("M-1", "P-1").build());
        }
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).startsWith("PAR1").endsWith("PAR1");
    }
}
