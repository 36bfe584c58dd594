package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.specific.SpecificData;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Content in columns. Parquet's own configuration and our compressor keep it away from Hadoop, which is not there. */
record ParquetFile(ParquetWriter<PublishedContent> writer) implements ContentFile {
    /** So much is held in memory until it goes out. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    static ParquetFile begin(OutputStream out) throws IOException {
        return new ParquetFile(AvroParquetWriter.<PublishedContent>builder(new Output(new BufferedOutputStream(out)))
                .withSchema(PublishedContent.getClassSchema())
                .withDataModel(SpecificData.getForClass(PublishedContent.class))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Gzip())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build());
    }

    @Override
    public void write(PublishedContent content) throws IOException {
        writer.write(content);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private record Output(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
