package io.m6flow.lab.measure;

import io.m6flow.generator.Material;
import java.util.List;

/** Something to write about, with what people wrote. */
public sealed interface Sample {
    String id();

    /** What a text is written from, to be shown beside it. */
    String source();

    /** What people wrote; at least one. */
    List<String> references();

    /**
     * A product, and reasons to buy it.
     *
     * @param price as it is shown, or empty
     */
    record Product(String id, Material.Product product, String price, List<String> references) implements Sample {
        public Product {
            references = List.copyOf(references);
            if (references.isEmpty()) {
                throw new IllegalArgumentException("references.reason must hold a text");
            }
        }

        @Override
        public String source() {
            StringBuilder source = new StringBuilder(product.title());
            product.attributes()
                    .forEach(attribute -> source.append(source.isEmpty() ? "" : "；")
                            .append(attribute.name())
                            .append('：')
                            .append(attribute.value()));
            return source.toString();
        }
    }

    /**
     * Speech as it was recognised, and cleaned.
     *
     * @param facts what must stay
     * @param forbidden what must go
     */
    record Speech(String id, String raw, String clean, List<String> facts, List<String> forbidden) implements Sample {
        public Speech {
            facts = List.copyOf(facts);
            forbidden = List.copyOf(forbidden);
        }

        @Override
        public String source() {
            return raw;
        }

        @Override
        public List<String> references() {
            return List.of(clean);
        }
    }

    /** A text and its summary. */
    record Report(String id, String text, String summary) implements Sample {
        @Override
        public String source() {
            return text;
        }

        @Override
        public List<String> references() {
            return List.of(summary);
        }
    }
}
