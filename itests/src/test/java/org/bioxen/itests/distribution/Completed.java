// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * What a process left behind.
 *
 * @param command what was run
 * @param exitCode its exit code
 * @param out the bytes of its standard output
 * @param err the bytes of its standard error
 */
record Completed(List<String> command, int exitCode, byte[] out, byte[] err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String stdout() {
        return new String(out, StandardCharsets.UTF_8);
    }

    String stderr() {
        return new String(err, StandardCharsets.UTF_8);
    }

    /** Expects this exit code. */
    Completed exits(int code) {
        Assertions.assertThat(exitCode).as(toString()).isEqualTo(code);
        return this;
    }

    /** Expects exactly this on standard output. */
    Completed prints(String text) {
        Assertions.assertThat(stdout()).as(toString()).isEqualTo(text);
        return this;
    }

    /** Expects nothing on standard error. */
    Completed complainsNot() {
        return complains("");
    }

    /** Expects exactly this on standard error. */
    Completed complains(String text) {
        Assertions.assertThat(stderr()).as(toString()).isEqualTo(text);
        return this;
    }

    /** Expects one line on standard error, with these words, and nothing that looks like Java. */
    Completed complainsInOneLine(String... words) {
        Assertions.assertThat(stderr())
                .as(toString())
                .startsWith("bioxen: ")
                .endsWith("\n")
                .doesNotContain("Exception", "\tat ");
        Assertions.assertThat(stderr().lines()).as(toString()).hasSize(1);
        for (String word : words) {
            Assertions.assertThat(stderr()).as(toString()).contains(word);
        }
        return this;
    }

    /** Standard output, which is one line with one JSON object. */
    JsonNode json() {
        Assertions.assertThat(stdout().lines()).as(toString()).hasSize(1);
        try {
            JsonNode node = JSON.readTree(out);
            Assertions.assertThat(node.isObject()).as(toString()).isTrue();
            return node;
        } catch (IOException wrong) {
            throw new AssertionError("this is no JSON: " + stdout(), wrong);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Completed completed
                && exitCode == completed.exitCode
                && Arrays.equals(out, completed.out)
                && Arrays.equals(err, completed.err);
    }

    @Override
    public int hashCode() {
        return 31 * exitCode + Arrays.hashCode(out);
    }

    @Override
    public String toString() {
        return command + " exited with " + exitCode + "\n--- stdout\n" + stdout() + "--- stderr\n" + stderr() + "---";
    }
}
