// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code os.time} and {@code os.date}: C's {@code strftime} in the C locale, and the zone of the host. */
final class Dates {
    private static final long MAX_SECONDS = 67_767_976_233_532_799L;

    private Dates() {}

    static Varargs time(Coroutine co, Varargs args) {
        if (Arguments.isNone(args, 1)) {
            return Numbers.of(System.currentTimeMillis() / 1000);
        }
        Table table = Arguments.table(co, args, 1);
        long second = field(co, table, "sec", 0);
        long minute = field(co, table, "min", 0);
        long hour = field(co, table, "hour", 12);
        long day = field(co, table, "day", -1);
        long month = field(co, table, "month", -1);
        long year = field(co, table, "year", -1);
        LocalDateTime time = LocalDateTime.of((int) Math.max(-999_999, Math.min(999_999, year)), 1, 1, 0, 0)
                .plusMonths(month - 1)
                .plusDays(day - 1)
                .plusHours(hour)
                .plusMinutes(minute)
                .plusSeconds(second);
        return Numbers.of(time.atZone(ZoneId.systemDefault()).toEpochSecond());
    }

    private static long field(Coroutine co, Table table, String name, long otherwise) {
        LuaNumber number = Numbers.coerce(table.get(name));
        if (number == null) {
            if (otherwise < 0) {
                throw co.error("field '" + name + "' missing in date table");
            }
            return otherwise;
        }
        return Math.max(-1_000_000_000L, Math.min(1_000_000_000L, (long) number.todouble()));
    }

    static Varargs date(Coroutine co, Varargs args) {
        LuaString format = Arguments.string(co, args, 1, LuaString.valueOf("%c"));
        long seconds = Arguments.isNone(args, 2) ? System.currentTimeMillis() / 1000 : Arguments.integer(co, args, 2);
        if (Math.abs(seconds) > MAX_SECONDS) {
            throw co.error("time result cannot be represented in this installation");
        }
        int at = 0;
        boolean utc = format.m_length > 0 && format.luaByte(0) == '!';
        if (utc) {
            at++;
        }
        ZonedDateTime time = Instant.ofEpochSecond(
                        Math.max(-31_557_014_167_219_200L, Math.min(31_556_889_864_403_199L, seconds)))
                .atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
        if (format.m_length >= at + 2 && format.luaByte(at) == '*' && format.luaByte(at + 1) == 't') {
            return table(time);
        }
        Bytes out = new Bytes(co, 64);
        while (at < format.m_length) {
            int c = format.luaByte(at++);
            if (c != '%') {
                out.add(c);
                continue;
            }
            int start = at < format.m_length ? at : -1;
            int conversion = at < format.m_length ? format.luaByte(at++) : 0;
            if ((conversion == 'E' || conversion == 'O') && at < format.m_length) {
                String allowed = conversion == 'E' ? "cCxXyY" : "deHImMSuUVwWy";
                conversion = allowed.indexOf(format.luaByte(at)) >= 0 ? format.luaByte(at) : 0;
                at++;
            }
            String text = conversion(time, conversion);
            if (text == null) {
                String shown = start < 0 ? "" : format.substring(start, at).tojstring();
                throw Arguments.error(co, 1, "invalid conversion specifier '%" + shown + "'");
            }
            out.add(text);
        }
        return out.toLuaString();
    }

    private static Varargs table(ZonedDateTime time) {
        Table table = new Table(0, 9);
        table.set("sec", LuaInteger.valueOf(time.getSecond()));
        table.set("min", LuaInteger.valueOf(time.getMinute()));
        table.set("hour", LuaInteger.valueOf(time.getHour()));
        table.set("day", LuaInteger.valueOf(time.getDayOfMonth()));
        table.set("month", LuaInteger.valueOf(time.getMonthValue()));
        table.set("year", LuaInteger.valueOf(time.getYear()));
        table.set("wday", LuaInteger.valueOf(sunday(time) + 1));
        table.set("yday", LuaInteger.valueOf(time.getDayOfYear()));
        table.set("isdst", LuaValue.valueOf(time.getZone().getRules().isDaylightSavings(time.toInstant())));
        return table;
    }

    private static int sunday(ZonedDateTime time) {
        return time.getDayOfWeek().getValue() % 7;
    }

    private static String conversion(ZonedDateTime time, int conversion) {
        return switch (conversion) {
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> month(time).substring(0, 3);
            case 'B' -> month(time);
            case 'c' -> all(time, "a b e T Y");
            case 'C' -> two(Math.floorDiv(time.getYear(), 100));
            case 'd' -> two(time.getDayOfMonth());
            case 'D', 'x' -> two(time.getMonthValue()) + "/" + two(time.getDayOfMonth()) + "/" + two(century(time));
            case 'e' -> time.getDayOfMonth() < 10 ? " " + time.getDayOfMonth() : two(time.getDayOfMonth());
            case 'F' -> time.getYear() + "-" + two(time.getMonthValue()) + "-" + two(time.getDayOfMonth());
            case 'g' -> two(Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100));
            case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> two(time.getHour());
            case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'j' -> {
                int day = time.getDayOfYear();
                yield (day < 100 ? "0" : "") + two(day);
            }
            case 'm' -> two(time.getMonthValue());
            case 'M' -> two(time.getMinute());
            case 'n' -> "\n";
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'r' -> all(time, "I:M:S p");
            case 'R' -> all(time, "H:M");
            case 'S' -> two(time.getSecond());
            case 't' -> "\t";
            case 'T', 'X' -> all(time, "H:M:S");
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'U' -> two((time.getDayOfYear() + 6 - sunday(time)) / 7);
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> Integer.toString(sunday(time));
            case 'W' -> two((time.getDayOfYear() + 6 - (sunday(time) + 6) % 7) / 7);
            case 'y' -> two(century(time));
            case 'Y' -> Integer.toString(time.getYear());
            case 'z' -> {
                int minutes = time.getOffset().getTotalSeconds() / 60;
                int size = Math.abs(minutes);
                yield (minutes < 0 ? "-" : "+") + two(size / 60) + two(size % 60);
            }
            case 'Z' ->
                time.getZone().equals(ZoneOffset.UTC)
                        ? "GMT"
                        : java.util.TimeZone.getTimeZone(time.getZone())
                                .getDisplayName(
                                        time.getZone().getRules().isDaylightSavings(time.toInstant()),
                                        java.util.TimeZone.SHORT,
                                        Locale.ENGLISH);
            case '%' -> "%";
            default -> null;
        };
    }

    private static String all(ZonedDateTime time, String conversions) {
        StringBuilder text = new StringBuilder();
        for (char c : conversions.toCharArray()) {
            if (Character.isLetter(c)) {
                text.append(conversion(time, c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String month(ZonedDateTime time) {
        return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static int century(ZonedDateTime time) {
        return Math.floorMod(time.getYear(), 100);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
