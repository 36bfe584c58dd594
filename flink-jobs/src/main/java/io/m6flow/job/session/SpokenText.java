package io.m6flow.job.session;

import io.m6flow.job.writing.ProductSpeech;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What was said in a session or a part of it, cleaned and in order; at least one passage. */
record SpokenText(List<SpokenPassage> passages) {
    private static final String LOST = "〔此处缺失〕";

    /** What there is of it. */
    String text() {
        return text(passages);
    }

    private static String text(List<SpokenPassage> some) {
        return some.stream().map(SpokenPassage::text).collect(Collectors.joining());
    }

    /** With a mark where a passage was lost. */
    String marked() {
        return passages.stream()
                .map(passage -> passage.lost() ? LOST : passage.text())
                .collect(Collectors.joining());
    }

    boolean lost() {
        return passages.stream().allMatch(SpokenPassage::lost);
    }

    /** What was said of each product, in the order in which they first came up; none where it is all about one thing. */
    List<ProductSpeech> products() {
        Map<String, List<SpokenPassage>> byProduct = new LinkedHashMap<>();
        List<SpokenPassage> heard =
                passages.stream().filter(passage -> !passage.lost()).toList();
        heard.stream()
                .filter(passage -> passage.productId() != null)
                .forEach(passage -> byProduct
                        .computeIfAbsent(Objects.requireNonNull(passage.productId()), id -> new ArrayList<>())
                        .add(passage));
        List<ProductSpeech> products = new ArrayList<>();
        byProduct.forEach((id, some) -> {
            if (some.size() < heard.size()) {
                products.add(new ProductSpeech(id, some.get(0).startMillis(), text(some)));
            }
        });
        return products;
    }

    long startMillis() {
        return passages.get(0).startMillis();
    }

    long endMillis() {
        return passages.get(passages.size() - 1).endMillis();
    }
}
