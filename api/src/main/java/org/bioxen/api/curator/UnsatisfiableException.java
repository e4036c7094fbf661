// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;

/** What was asked for cannot be had together. */
public class UnsatisfiableException extends CuratorException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> explanation;

    /**
     * With an explanation.
     *
     * @param message what cannot be, in one line
     * @param explanation why and what to try, at most ten lines
     */
    public UnsatisfiableException(String message, List<String> explanation) {
        super(message);
        this.explanation = List.copyOf(explanation);
    }

    /** Which requirements do not go together and where they come from, and what to try; at most ten lines. */
    public List<String> explanation() {
        return explanation == null ? List.of() : explanation;
    }
}
