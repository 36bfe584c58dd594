package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import java.io.Closeable;
import java.io.IOException;

/** A file that content is written to; closing it completes it. Confined to one thread. */
interface ContentFile extends Closeable {
    void write(PublishedContent content) throws IOException;
}
