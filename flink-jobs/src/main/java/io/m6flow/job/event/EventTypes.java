package io.m6flow.job.event;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.AvroTrust;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** How Flink writes down what the sources read: field by field, never by a general-purpose serializer. */
public final class EventTypes {
    static {
        AvroTrust.establish();
    }

    private EventTypes() {}

    public static TypeInformation<Received<ProductEvent>> product() {
        return TypeInformation.of(new TypeHint<>() {});
    }

    public static TypeInformation<Received<AsrSegment>> segment() {
        return TypeInformation.of(new TypeHint<>() {});
    }

    public static TypeInformation<Received<ReviewFeedback>> feedback() {
        return TypeInformation.of(new TypeHint<>() {});
    }

    public static TypeInformation<Received<ReviewDecision>> decision() {
        return TypeInformation.of(new TypeHint<>() {});
    }
}
