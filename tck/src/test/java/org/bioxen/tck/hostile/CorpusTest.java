// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The corpus has a script, or an excuse, for every way to attack that is known. */
class CorpusTest {
    private final List<Attack> attacks = Corpus.attacks();

    @Test
    void corpusIsLarge() {
        assertThat(attacks).hasSizeGreaterThan(150);
    }

    @Test
    void namesAreUnique() {
        assertThat(attacks).extracting(Attack::name).doesNotHaveDuplicates();
    }

    @Test
    void everyScriptSaysWhatItIsAbout() {
        Set<String> known = Catalogue.entries().keySet();

        assertThat(attacks).allSatisfy(attack -> {
            assertThat(attack.ids()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(known);
            assertThat(attack.source()).isNotBlank();
        });
    }

    @Test
    void everyWayOfAttackIsShownOrExcused() {
        Set<String> shown =
                attacks.stream().flatMap(attack -> attack.ids().stream()).collect(Collectors.toSet());
        Set<String> neither = new TreeSet<>();
        Set<String> both = new TreeSet<>();
        for (Map.Entry<String, Catalogue.Entry> known : Catalogue.entries().entrySet()) {
            boolean excused = known.getValue().excuse().isPresent();
            if (excused == shown.contains(known.getKey())) {
                (excused ? both : neither).add(known.getKey());
            }
        }

        assertThat(neither).as("ids without a script and without a reason why").isEmpty();
        assertThat(both)
                .as("ids with a script that the catalogue says is missing")
                .isEmpty();
    }

    @Test
    void whatOnlyAnotherInterpreterCanShowIsMarkedByItsVersion() {
        assertThat(attacks).filteredOn(attack -> attack.ids().contains("C8")).allSatisfy(attack -> {
            assertThat(attack.runsOn("5.4")).isTrue();
            assertThat(attack.runsOn("5.2")).isFalse();
        });
    }

    @Test
    void controlsAreHarmlessAndEnded() {
        List<Attack> controls = Corpus.chapter(Corpus.CONTROLS);

        assertThat(controls).extracting(Attack::name).startsWith("answer", "loop");
        assertThat(controls).allSatisfy(control -> assertThat(control.ids()).isEmpty());
    }

    @Test
    void aHeaderThatIsWrongIsRefused() {
        assertThatThrownBy(() -> Corpus.parse("x", "--- a\n-- about: b\nreturn 1\n"))
                .hasMessageContaining("'a' in x.lua")
                .hasMessageContaining("expect");
        assertThatThrownBy(() -> Corpus.parse("x", "--- a\n-- about: b\n-- expect: WELL\nreturn 1\n"))
                .hasMessageContaining("WELL");
        assertThatThrownBy(() -> Corpus.parse("x", "--- a\n-- abuot: b\n-- expect: TIMED_OUT\nreturn 1\n"))
                .hasMessageContaining("abuot");
    }
}
