// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = HIDDEN",
                "#password = HIDDEN",
                "  ! Password=HIDDEN",
                "password: HIDDEN",
                "token HIDDEN",
                "api.key\tHIDDEN",
                "token = \\\n  HIDDEN",
                "token = a\\\r\n  HID\\\r\n  HIDDEN",
                "token = a\\\n# between\n  HIDDEN",
                "#token = a\\\n#  HIDDEN",
                "pass\\\n  word = HIDDEN",
                "pass\\u0077ord = HIDDEN",
                "p\\assword = HIDDEN",
                "location = https\\://user:HIDDEN@host/",
                "location = https://user:HIDDEN@HIDDEN@host/",
                "location = https\\:\\/\\/user\\:HIDDEN@host/",
                "location = https\\u003a//user:HIDDEN\\u0040host/",
                "location = https://user:\\\n  HIDDEN@host/",
                "#location = https://HIDDEN@host/",
                "location = https://host/?token=HIDDEN",
                "# HIDDEN is the password"
            })
    void aSecretDoesNotShowHoweverItIsWritten(String text) {
        assertThat(SecretMask.configuration("id = lab\n" + text + "\nlast = shown", false))
                .doesNotContain("HIDDEN")
                .contains("id = lab", "***", "last = shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=\"HIDDEN\"",
                "token=\"a\nHIDDEN\"",
                "token=[\n  \"a\",\n  \"HIDDEN\",\n]",
                "token=[ \\\n  \"HIDDEN\", \\\n]"
            })
    void norDoesOneThatHasAType(String text) {
        assertThat(SecretMask.configuration(text + "\nlast=\"shown\"", true))
                .doesNotContain("HIDDEN")
                .contains("token=***", "last=\"shown\"");
    }

    @Test
    void whatIsNotSecretStaysAsItIs() {
        String text =
                "# what it is\nid = lab\nlong = a,\\\n  b\nlocation = https\\://host/a@b\n\nquote = \"\nempty.password =\n";

        assertThat(SecretMask.configuration(text, false)).isEqualTo(text + "\n");
    }

    @Test
    void ofXmlWithASecretNothingShows() {
        assertThat(SecretMask.configuration(
                        "\uFEFF<properties>\n<entry key=\"password\">\nHIDDEN</entry></properties>", false))
                .doesNotContain("HIDDEN");
    }

    @Test
    void aScriptShowsAllOrNothing() {
        assertThat(SecretMask.script("echo hello\nopen https://u:p@host/"))
                .isEqualTo("echo hello\nopen https://***@host/");
        assertThat(SecretMask.script("x = HIDDEN\nconfig:set catalog token $x")).doesNotContain("HIDDEN");
    }

    @Test
    void aSystemPropertyIsJudgedByItsNameAndItsValue() {
        assertThat(SecretMask.value("my.Token", "HIDDEN")).isEqualTo("***");
        assertThat(SecretMask.value("sun.java.command", "main --password HIDDEN"))
                .isEqualTo("***");
        assertThat(SecretMask.value("user.dir", "/home/keyes")).isEqualTo("/home/keyes");
        assertThat(SecretMask.value("line.separator", "\n")).isEqualTo("\\n");
    }
}
