// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

/** What an example says, line by line. Not thread-safe. */
final class Report {
    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(text.length() == 0 ? "" : "\n").append(line);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
