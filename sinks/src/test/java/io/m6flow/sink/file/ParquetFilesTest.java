package io.m6flow.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.PublishedContent;
import io.m6flow.testkit.PublishedContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificData;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;

class ParquetFilesTest extends FilesContract {
    ParquetFilesTest() {
        super(FileFormat.PARQUET);
    }

    @Override
    List<PublishedContent> read(Path file) throws IOException {
        List<PublishedContent> rows = new ArrayList<>();
        try (ParquetReader<PublishedContent> reader = AvroParquetReader.<PublishedContent>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(SpecificData.getForClass(PublishedContent.class))
                .withCodecFactory(new Gunzip())
                .build()) {
            for (PublishedContent row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void columnsHaveTypesThatOtherToolsKnow() throws Exception {
        write(PublishedContents.reason("M-1", "P-1").build());
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Gunzip())
                .build();
        try (ParquetFileReader reader =
                ParquetFileReader.open(new LocalInputFile(finishedFiles().get(0)), options)) {
            assertThat(reader.getFileMetaData().getSchema().toString())
                    .contains(
                            "required binary tenant (STRING)",
                            "required binary kind (ENUM)",
                            "required int64 publishSequence;",
                            "optional int32 passageIndex;",
                            "optional group aigc {",
                            "required int64 publishedAt (TIMESTAMP(MILLIS,true))");
        }
    }

    /** Reads without Hadoop what is written without it. */
    private static final class Gunzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codecName) {
            return new Gzip().getCompressor(codecName);
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codecName) {
            assertThat(codecName).isEqualTo(CompressionCodecName.GZIP);
            return new BytesInputDecompressor() {
                @Override
                public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                    return BytesInput.from(gunzip(bytes, size));
                }

                @Override
                public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size)
                        throws IOException {
                    output.put(gunzip(BytesInput.from(input), size));
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public void release() {}

        private static byte[] gunzip(BytesInput bytes, int size) throws IOException {
            try (var gzip = new GZIPInputStream(bytes.toInputStream())) {
                return gzip.readNBytes(size);
            }
        }
    }
}
