// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.cli.Help;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.JsonWriter;

/** The program. */
public final class Doctor {
    private Doctor() {}

    /**
     * Examines the machine, tells what it has found and ends the process with an exit code that says whether anything fails.
     *
     * @param words {@code doctor}, and perhaps an option
     */
    public static void main(String[] words) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(Arrays.asList(words), Machine.here(), out, err));
    }

    static int run(List<String> words, Machine machine, PrintStream out, PrintStream err) {
        try {
            Arguments arguments =
                    Arguments.mixed(EnumSet.of(Option.AS_JSON, Option.HELP), words.subList(1, words.size()));
            if (!arguments.operands().isEmpty()) {
                throw new UsageException("doctor takes no arguments, but was given " + arguments.operands());
            }
            if (arguments.has(Option.HELP)) {
                out.println(Help.doctor());
                return ExitCode.OK;
            }
            List<Finding> findings = examine(machine);
            boolean well = findings.stream().noneMatch(one -> one.verdict() == Finding.Verdict.FAIL);
            if (arguments.has(Option.AS_JSON)) {
                out.println(json(findings, well));
            } else {
                findings.forEach(finding -> out.println(finding.line()));
            }
            return well ? ExitCode.OK : ExitCode.PLATFORM_ERROR;
        } catch (UsageException wrong) {
            err.println("bioxen: " + wrong.getMessage() + "; try 'bioxen help doctor'");
            return ExitCode.USAGE;
        }
    }

    /** Everything, what all the rest needs first. */
    static List<Finding> examine(Machine machine) {
        List<Finding> findings = new ArrayList<>();
        machine.problem().ifPresent(problem -> findings.add(Finding.fail("start", problem, "mend that first")));
        findings.addAll(JavaCheck.examine(machine));
        findings.addAll(PlacesCheck.examine(machine));
        findings.addAll(ServerCheck.examine(machine));
        findings.addAll(InterpretersCheck.examine(machine));
        findings.addAll(BoxCheck.examine(machine));
        findings.addAll(LimitsCheck.examine(machine));
        findings.addAll(TerminalCheck.examine(machine));
        return findings;
    }

    private static String json(List<Finding> findings, boolean well) {
        JsonWriter json = new JsonWriter().beginObject().name("ok").bool(well);
        json.name("findings").beginArray();
        for (Finding finding : findings) {
            json.beginObject().name("name").string(finding.name());
            json.name("verdict").string(finding.verdict().name()).name("found").string(finding.found());
            finding.advice().ifPresent(advice -> json.name("advice").string(advice));
            json.endObject();
        }
        return json.endArray().endObject().toString();
    }
}
