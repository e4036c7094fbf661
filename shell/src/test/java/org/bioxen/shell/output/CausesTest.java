// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.bioxen.shell.verb.CommandFailure;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void aFailureIsToldByItsMessage() {
        assertThat(Causes.text(new CommandFailure("there is no VM 'lab'"))).isEqualTo("there is no VM 'lab'");
        assertThat(Causes.text(new IllegalArgumentException("Cannot coerce x"))).isEqualTo("Cannot coerce x");
    }

    @Test
    void whatHasNoMessageOfItsOwnHasThatOfItsCause() {
        assertThat(Causes.text(new IllegalStateException(null, new IOException("disk full"))))
                .isEqualTo("disk full");
        assertThat(Causes.text(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void aFileThatIsMissingIsMoreThanItsName() {
        assertThat(Causes.text(new NoSuchFileException("/x"))).isEqualTo("there is no file or directory /x");
    }

    @Test
    void aFaultOfTheProgramIsCalledOne() {
        assertThat(Causes.text(new NullPointerException()))
                .isEqualTo("failed unexpectedly: NullPointerException; cause --trace shows where");
    }

    @Test
    void theChainHasALineForEachCauseOnce() {
        Exception root = new IOException("disk\nfull");
        Exception failure = new CommandFailure("cannot install", new IllegalStateException(root));
        root.addSuppressed(failure);

        assertThat(Causes.chain(failure))
                .containsExactly(
                        "CommandFailure: cannot install",
                        "caused by IllegalStateException: java.io.IOException: disk",
                        "caused by IOException: disk");
        assertThat(Causes.trace(failure)).contains("CausesTest.theChainHasALineForEachCauseOnce");
    }

    @Test
    void aChainThatBitesItsTailEnds() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(Causes.chain(one)).hasSize(2);
    }
}
