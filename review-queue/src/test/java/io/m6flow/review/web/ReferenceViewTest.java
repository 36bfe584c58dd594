package io.m6flow.review.web;

import io.m6flow.review.PublishedChangesContract;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.PublishedContent;

class ReferenceViewTest extends PublishedChangesContract {
    private final ReferenceView view = new ReferenceView();

    @Override
    protected PublishedView view() {
        return view;
    }

    @Override
    protected void publish(PublishedContent content) {
        view.publish(content);
    }

    @Override
    protected void clear() {
        view.clear();
    }
}
