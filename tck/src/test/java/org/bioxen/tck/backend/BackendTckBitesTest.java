// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bioxen.spi.backend.LuaBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** A suite is worth what it notices: a backend with one flaw fails the test that is about it, without the flaw it passes. */
class BackendTckBitesTest {
    private static PlainLuaj subject;

    /** What a backend's author writes; run by the tests here, not found by itself. */
    static final class PlainLuajSuite extends BackendTck {
        @Override
        protected LuaBackend backend() {
            return subject;
        }

        @Override
        protected Duration patience() {
            // what goes well never waits so long; what fails shall not take so long
            return Duration.ofSeconds(subject.flaw() == Flaw.NONE ? 60 : 2);
        }
    }

    @AfterEach
    void endSubject() {
        subject.close();
    }

    @AfterAll
    static void forgetSubject() {
        subject = null;
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES_NOTHING, versionThatIsNotClaimedIsRefused",
        "REFUSES_NOTHING, networkThatIsNotClaimedIsRefused",
        "LOSES_NILS, nilsAreKeptAtEveryPlace",
        "DROPS_OUTPUT, fiveMebibytesInLinesAreIntact",
        "HOLDS_OUTPUT_BACK, outputIsSeenWhileTheScriptComputes",
        "IGNORES_REFUSALS, outputThatIsNotRefusedIsNotAffectedByEarlierRefusals",
        "FORGETS_THE_LINE, errorOfTheScriptHasMessageValueChunkAndLine",
        "THROWS_SCRIPT_ERRORS, stateLastsAfterAnError",
        "INTERRUPTS_ANYTHING, interruptOfAnEvaluationThatHasEndedNeverHitsTheNext",
        "INTERRUPTS_ANYTHING, interruptOfAnEvaluationThatHasNotBegunDoesNothing",
        "INTERRUPTS_ANYTHING, interruptOfAnEvaluationElsewhereDoesNothing",
        "TAKES_THE_LAST_REASON, firstReasonCounts",
        "LIVES_AFTER_CLOSE, evaluationAfterCloseIsLost",
        "SHARES_GLOBALS, engineStartsFresh",
        "PROMISES_TOO_MUCH, eachLevelClaimedComesWithTheEnforcementsItPromises",
        "PROMISES_TOO_MUCH, processesAreNotStarted",
        "PROMISES_TOO_MUCH, filesAreClosedUnlessGranted",
        "PROMISES_TOO_MUCH, whatMayBeReadMayNotBeChanged",
        "PROMISES_TOO_MUCH, linksInAGrantedDirectoryDoNotLeadOut",
        "PROMISES_TOO_MUCH, grantedFileIsGrantedAlone",
        "PROMISES_TOO_MUCH, refusalDoesNotTellWhatExists",
        "PROMISES_TOO_MUCH, environmentVariablesAreClosedUnlessGranted",
        "PROMISES_TOO_MUCH, bytecodeIsNotLoaded",
        "PROMISES_TOO_MUCH, instructionsAreLimited",
        "PROMISES_TOO_MUCH, callDepthIsLimited",
        "LEAVES_A_THREAD, booleansAndStringsAreReturned",
        "LEAVES_A_THREAD, idleEngineHoldsNoThread",
        "LEAVES_A_PROCESS, booleansAndStringsAreReturned"
    })
    void flawFailsTheTestThatIsAboutIt(Flaw flaw, String test) {
        assertThat(failures(Flaw.NONE, test)).as("without the flaw").isEmpty();

        assertThat(failures(flaw, test)).as("with the flaw").isNotEmpty();
    }

    private static List<Event> failures(Flaw flaw, String test) {
        subject = new PlainLuaj(flaw);
        try {
            Events events = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectMethod(PlainLuajSuite.class, method(test)))
                    .execute()
                    .testEvents();
            assertThat(events.finished().list()).as("tests run").isNotEmpty();
            return events.failed().list();
        } finally {
            subject.close();
        }
    }

    private static Method method(String name) {
        return Arrays.stream(PlainLuajSuite.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
