// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.tck.backend.Finished;
import org.bioxen.tck.backend.LuaDialect;

/** Writes a result in the form in which the real ones are recorded. */
final class Rendering {
    private final boolean integers;

    Rendering(LuaDialect dialect) {
        integers = dialect.integers();
    }

    /** Output, returned values, error and the first line of its traceback, or the exit code. */
    String of(Finished finished) {
        StringBuilder text = new StringBuilder();
        String output = new String(finished.stdoutBytes(), StandardCharsets.ISO_8859_1);
        int start = 0;
        for (int end; (end = output.indexOf('\n', start)) >= 0; start = end + 1) {
            text.append("  > ").append(escaped(output.substring(start, end))).append('\n');
        }
        if (start < output.length()) {
            text.append("  ~ ").append(escaped(output.substring(start))).append('\n');
        }
        EvaluationResult result = finished.result();
        if (result.exitCode().isPresent()) {
            text.append("  exit ").append(result.exitCode().getAsInt()).append('\n');
        } else if (result.outcome() == Outcome.COMPLETED) {
            if (!result.values().isEmpty()) {
                text.append(result.values().stream().map(this::value).collect(Collectors.joining(", ", "  = ", "\n")));
            }
        } else if (result.outcome() == Outcome.SCRIPT_ERROR) {
            text.append(error(result.error().orElseThrow()));
        } else {
            text.append("  ").append(finished).append('\n');
        }
        return text.toString();
    }

    private String error(LuaError error) {
        String text = "  ! " + value(error.value()) + "\n";
        if (error.value() instanceof LuaValue.Str said && !said.asText().equals(error.message())) {
            text += "  but its message is " + error.message() + "\n";
        }
        return text
                + error.traceback().stream()
                        .findFirst()
                        .map(frame -> "  @ " + escaped(frame.toString()) + "\n")
                        .orElse("");
    }

    private String value(LuaValue value) {
        if (value instanceof LuaValue.Nil || value instanceof LuaValue.Bool) {
            return value.asText();
        }
        if (value instanceof LuaValue.Str string) {
            return '"' + escaped(latin(string)) + '"';
        }
        if (value instanceof LuaValue.Int number) {
            return integers ? Long.toString(number.value()) : seventeenDigits(number.value());
        }
        if (value instanceof LuaValue.Float number) {
            String digits = seventeenDigits(number.value());
            return integers && digits.matches("-?\\d+") ? digits + ".0" : digits;
        }
        return value.typeName();
    }

    private static String latin(LuaValue.Str string) {
        return new String(string.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** As {@code %.17g} of C. */
    private static String seventeenDigits(double number) {
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(17)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 17) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String escaped(String bytes) {
        // 5.2 finds one of the two names of a global function, which one differs from run to run
        String named = bytes.replace("'_G.", "'");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < named.length(); i++) {
            char c = named.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> text.append(c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c));
            }
        }
        return text.toString();
    }
}
