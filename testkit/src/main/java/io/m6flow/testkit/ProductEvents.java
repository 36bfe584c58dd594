package io.m6flow.testkit;

import io.m6flow.schema.Attribute;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ProductOperation;
import io.m6flow.schema.codec.AvroTrust;
import java.util.ArrayList;
import java.util.List;

/** Events of lifelike products: {@code ProductEvents.dress().revision(2).with("颜色", "雾蓝").build()}. */
public final class ProductEvents {
    static {
        AvroTrust.establish();
    }

    private final ProductEvent.Builder event;
    private final List<Attribute> attributes = new ArrayList<>();

    private ProductEvents(String productId, String merchantId, String title) {
        event = ProductEvent.newBuilder()
                .setProductId(productId)
                .setMerchantId(merchantId)
                .setTitle(title)
                .setRevision(1L)
                .setOccurredAt(TestTime.NOW);
    }

    /** Product P-1 of merchant M-1. */
    public static ProductEvents dress() {
        return new ProductEvents("P-1", "M-1", "法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙")
                .category("女装/连衣裙")
                .price("199.00")
                .with("面料", "雪纺")
                .with("领型", "V领")
                .with("腰型", "高腰")
                .with("图案", "碎花");
    }

    /** Product P-2 of merchant M-1. */
    public static ProductEvents sweater() {
        return new ProductEvents("P-2", "M-1", "慵懒风半高领针织衫女秋冬内搭羊毛混纺毛衣")
                .category("女装/针织衫")
                .price("168.00")
                .with("面料", "羊毛30% 粘纤45% 聚酯纤维25%")
                .with("领型", "半高领")
                .with("颜色", "燕麦色")
                .with("颜色", "雾蓝");
    }

    /** Product P-3 of merchant M-2. */
    public static ProductEvents kettle() {
        return new ProductEvents("P-3", "M-2", "304不锈钢电热水壶家用1.7升大容量自动断电")
                .category("家电/电水壶")
                .price("89.90")
                .with("容量", "1.7升")
                .with("材质", "304不锈钢")
                .with("功率", "1800W");
    }

    /** The product went away. */
    public static ProductEvents deleted(String merchantId, String productId) {
        var deleted = new ProductEvents(productId, merchantId, "");
        deleted.event.setOperation(ProductOperation.DELETE);
        return deleted;
    }

    public ProductEvents of(String merchantId, String productId) {
        event.setMerchantId(merchantId).setProductId(productId);
        return this;
    }

    public ProductEvents title(String title) {
        event.setTitle(title);
        return this;
    }

    public ProductEvents revision(long revision) {
        event.setRevision(revision);
        return this;
    }

    public ProductEvents category(String category) {
        event.setCategory(category);
        return this;
    }

    public ProductEvents price(String price) {
        event.setPrice(price);
        return this;
    }

    /** One fact more. */
    public ProductEvents with(String name, String value) {
        attributes.add(new Attribute(name, value));
        return this;
    }

    /** Without the facts of this name. */
    public ProductEvents without(String name) {
        attributes.removeIf(attribute -> attribute.getName().equals(name));
        return this;
    }

    public ProductEvents asksFor(Kind... kinds) {
        event.setKinds(List.of(kinds));
        return this;
    }

    public ProductEvent build() {
        return event.setAttributes(List.copyOf(attributes)).build();
    }
}
