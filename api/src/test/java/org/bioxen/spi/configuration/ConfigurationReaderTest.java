// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    private final List<String> told = new ArrayList<>();
    private final ConfigurationReader reader = new ConfigurationReader("org.example", Sample.class, told::add);

    @interface Sample {
        int threads_most() default 8;

        boolean eager() default true;

        String title() default "";

        String[] paths() default {"a", "b"};

        String password() default "";
    }

    private Reading given(String key, Object value) {
        return reader.read(Map.of(key, value));
    }

    @Test
    void keyThatIsNotThereHasItsDefault() {
        Reading reading = reader.read(Map.of());

        assertThat(reading.integer("threads.most", 1, 100)).isEqualTo(8);
        assertThat(reading.flag("eager")).isTrue();
        assertThat(reading.text("title")).isEmpty();
        assertThat(reading.texts("paths", Function.identity())).containsExactly("a", "b");
        assertThat(told).isEmpty();
    }

    @Test
    void textAndTheOwnTypeAreBothTaken() {
        assertThat(given("threads.most", " 12 ").integer("threads.most", 1, 100))
                .isEqualTo(12);
        assertThat(given("threads.most", 13L).integer("threads.most", 1, 100)).isEqualTo(13);
        assertThat(given("threads.most", new int[] {14}).integer("threads.most", 1, 100))
                .isEqualTo(14);
        assertThat(given("eager", "FALSE").flag("eager")).isFalse();
        assertThat(given("eager", false).flag("eager")).isFalse();
        assertThat(given("paths", "x , ,y\\,z").texts("paths", Function.identity()))
                .containsExactly("x", "y,z");
        assertThat(given("paths", new String[] {"x,y"}).texts("paths", Function.identity()))
                .containsExactly("x,y");
        assertThat(given("paths", List.of("x", "y")).texts("paths", Function.identity()))
                .containsExactly("x", "y");
        assertThat(given("paths", "").texts("paths", Function.identity())).isEmpty();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "0", "101", "-1", "NaN", "1.5", "2147483648", "99999999999999999999", "1e3"})
    void numberThatIsNoneOfThoseAllowedLeavesTheLastGoodOne(String bad) {
        given("threads.most", 50).integer("threads.most", 1, 100);

        assertThat(given("threads.most", bad).integer("threads.most", 1, 100)).isEqualTo(50);
        assertThat(told)
                .containsExactly(
                        "org.example: threads.most: '" + bad + "' is no whole number from 1 to 100; '50' stays");
    }

    @Test
    void withoutAGoodValueBeforeTheDefaultStays() {
        assertThat(given("threads.most", "many").integer("threads.most", 1, 100))
                .isEqualTo(8);
        given("threads.most", 50).integer("threads.most", 1, 100);
        reader.read(Map.of()).integer("threads.most", 1, 100);
        assertThat(given("threads.most", "many").integer("threads.most", 1, 100))
                .isEqualTo(8);
        assertThat(told).hasSize(2).allSatisfy(line -> assertThat(line).endsWith("; the default '8' stays"));
    }

    @Test
    void whatIsEmptyStaysEmpty() {
        given("title", "a\nb").text("title");
        given("title", "").text("title");
        given("title", "a\nb").text("title");

        assertThat(told)
                .extracting(line -> line.substring(line.indexOf("; the")))
                .containsExactly("; the empty default stays", "; the empty value stays");
    }

    @Test
    void truthValueIsOneOfTwo() {
        assertThat(given("eager", "yes").flag("eager")).isTrue();
        assertThat(told)
                .containsExactly("org.example: eager: 'yes' is neither true nor false; the default 'true' stays");
    }

    @Test
    void severalValuesForOneAreRefused() {
        assertThat(given("threads.most", List.of(1, 2)).integer("threads.most", 1, 100))
                .isEqualTo(8);
        assertThat(told.get(0)).contains("2 values are given; it takes one");
    }

    @Test
    void messageIsOneShortLineWhateverIsGiven() {
        String huge = "x".repeat(1_000_000);
        given("threads.most", huge).integer("threads.most", 1, 100);
        given("title", huge).text("title");
        given("title", "two\nlines").text("title");
        given("title", "\u202Ebackwards").text("title");
        given("paths", "x,".repeat(1001)).texts("paths", Function.identity());
        given("title", "any").text("title", text -> {
            if (!text.isEmpty()) {
                throw new IllegalArgumentException("'\n\u001B[31m" + huge + "' is wrong");
            }
            return text;
        });

        assertThat(told).hasSize(6).allSatisfy(line -> assertThat(line)
                .hasSizeLessThan(600)
                .matches("\\P{Cntrl}+")
                .startsWith("org.example: ")
                .endsWith(" stays"));
        assertThat(told.get(1)).contains("1000000 characters; at most 4096");
        assertThat(told.get(2)).contains("U+000A");
        assertThat(told.get(4)).contains("1001 values; at most 1000");
    }

    @Test
    void nobodyIsShownASecret() {
        Function<String, String> rule = text -> {
            if (text.contains(" ")) {
                throw new IllegalArgumentException("there is a space in it");
            }
            return text;
        };
        assertThat(given("password", "good").secret("password", rule)).isEqualTo("good");
        assertThat(given("password", "not good").secret("password", rule)).isEqualTo("good");
        assertThat(told).containsExactly("org.example: password: there is a space in it; what it was stays");
    }

    @Test
    void requiredTextIsThereOrNot() {
        assertThat(reader.read(Map.of()).required("title", Function.identity())).isEmpty();
        assertThat(given("title", "one").required("title", Function.identity())).contains("one");
        assertThat(given("title", " ").required("title", Function.identity())).contains("one");
        assertThat(told)
                .containsExactly(
                        "org.example: title: nothing is given, and it has to be; the configuration counts from when it is right",
                        "org.example: title: nothing is given, and it has to be; 'one' stays");
    }

    @Test
    void optionalTextHasNoDefault() {
        assertThat(reader.read(Map.of()).optional("level.a", Integer::parseInt)).isEmpty();
        assertThat(given("level.a", "x").optional("level.a", Integer::parseInt)).isEmpty();
        assertThat(given("level.a", "7").optional("level.a", Integer::parseInt)).contains(7);
        assertThat(given("level.a", "x").optional("level.a", Integer::parseInt)).contains(7);
        reader.read(Map.of());
        assertThat(given("level.a", "x").optional("level.a", Integer::parseInt)).isEmpty();
        assertThat(told)
                .extracting(line -> line.substring(line.indexOf(';')))
                .containsExactly("; it stays unset", "; '7' stays", "; it stays unset");
    }

    @Test
    void oneBadValueDoesNotKeepTheOthersBack() {
        Reading reading = reader.read(Map.of("threads.most", "many", "title", "new"));

        assertThat(reading.integer("threads.most", 1, 100)).isEqualTo(8);
        assertThat(reading.text("title")).isEqualTo("new");
    }

    @Test
    void checkSaysTheSameWithoutWhatStays() {
        List<String> problems =
                ConfigurationReader.problems(Sample.class, Map.of("threads.most", "many", "eager", "no"), reading -> {
                    reading.integer("threads.most", 1, 100);
                    reading.flag("eager");
                    Optional<String> title = reading.required("title", Function.identity());
                    assertThat(title).isEmpty();
                });

        assertThat(problems)
                .containsExactly(
                        "threads.most: 'many' is no whole number from 1 to 100",
                        "eager: 'no' is neither true nor false",
                        "title: nothing is given, and it has to be");
    }
}
