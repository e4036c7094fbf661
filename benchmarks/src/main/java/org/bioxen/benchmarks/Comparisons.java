// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All that is compared, in the order in which it is printed. */
final class Comparisons {
    private static final double NONE = 0;

    private static final int CALLS = 20_000;

    private Comparisons() {}

    static List<Comparison> all() {
        List<Comparison> all = new ArrayList<>();
        for (Workload each : Workload.values()) {
            all.add(new Comparison(
                    "cpu",
                    each.name().toLowerCase(Locale.ROOT) + ": engine / plain LuaJ",
                    "Computation.engine",
                    "Computation.plain",
                    "workload=" + each,
                    true,
                    1,
                    1.1));
        }
        all.add(call("return 2+2: engine / plain LuaJ load and call", "engine", "plain", 0.5));
        all.add(call("return 2+2: service / plain LuaJ load and call", "service", "plain", NONE));
        all.add(call("return 2+2: service / engine", "service", "engine", NONE));
        all.add(call("create, run, close: engine / plain LuaJ", "newEngine", "newPlain", NONE));
        all.add(call("create, run, close: service / engine", "newVm", "newEngine", NONE));
        for (String count : List.of("1", "8", "64")) {
            all.add(new Comparison(
                    "manager",
                    count + " VMs, 64 under way: one of them / service alone",
                    "ManyVms.submit",
                    "ShortScript.service",
                    "count=" + count,
                    false,
                    0,
                    NONE));
        }
        all.add(new Comparison(
                "process",
                "return 2+2: process engine / bare pipes",
                "ProcessCall.engine",
                "ProcessCall.bare",
                "",
                false,
                0,
                1.5));
        all.add(new Comparison(
                "process",
                "return 2+2: process engine / lua -e each time",
                "ProcessCall.engine",
                "ProcessCall.spawn",
                "",
                false,
                0,
                1 / 40.0));
        all.add(new Comparison(
                "process",
                "return 2+2: service on it / bare pipes",
                "ProcessCall.service",
                "ProcessCall.bare",
                "",
                false,
                0,
                1.5));
        all.add(new Comparison(
                "process",
                "return 2+2: new VM, started ahead / not",
                "ProcessStart.warm",
                "ProcessStart.cold",
                "",
                false,
                0,
                1 / 30.0));
        all.add(new Comparison(
                "process",
                "output, 100 MB: process engine / lua | cat",
                "ProcessOutput.engine",
                "ProcessOutput.cat",
                "",
                false,
                0,
                1 / 0.7));
        return all;
    }

    private static Comparison call(String title, String ours, String theirs, double aim) {
        // By the service two threads take part, and what counts is how long the caller waits.
        boolean byCpu = !ours.equals("service") && !ours.equals("newVm");
        return new Comparison("call", title, "ShortScript." + ours, "ShortScript." + theirs, "", byCpu, CALLS, aim);
    }
}
