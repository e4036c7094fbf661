// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What interpreters can be closed in with, by a try: bubblewrap, or else what the system brings along. What really holds inside, the
 * backend {@code process} proves when it starts; {@code vm:backends} tells.
 */
final class BoxCheck {
    private static final String NAME = "boxes";

    /** What makes the lesser boxes, beside {@code unshare}. */
    private static final List<String> HELPERS = List.of("setpriv", "mount", "umount", "pivot_root");

    private BoxCheck() {}

    static List<Finding> examine(Machine machine) {
        List<Finding> findings = new ArrayList<>();
        Optional<Path> bwrap = machine.program("bwrap");
        Machine.Outcome best = bwrap.map(program -> machine.run(bubblewrap(program)))
                .orElse(new Machine.Outcome(false, "bwrap is not there"));
        if (best.succeeded()) {
            findings.add(Finding.ok(NAME, bwrap.get() + " makes them: the backend process has levels up to untrusted"));
        } else {
            String why = bwrap.map(program -> program + " makes none: " + best.said())
                    .orElse(best.said());
            String advice = bwrap.isEmpty() ? "install bubblewrap" : mending(machine);
            findings.add(
                    lesser(machine)
                            ? Finding.warn(
                                    NAME,
                                    why + "; unshare makes lesser ones: the backend process has levels up to isolated",
                                    advice)
                            : Finding.warn(NAME, why + ": the backend process has levels up to constrained", advice));
        }
        if (machine.program("setsid").isEmpty()) {
            findings.add(Finding.warn(
                    "setsid", "it is not there: Ctrl-C at a terminal reaches interpreters, too", "install util-linux"));
        }
        return findings;
    }

    private static List<String> bubblewrap(Path program) {
        return List.of(
                program.toString(),
                "--unshare-all",
                "--die-with-parent",
                "--uid",
                "65534",
                "--gid",
                "65534",
                "--cap-drop",
                "ALL",
                "--ro-bind",
                "/",
                "/",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--",
                "/bin/sh",
                "-c",
                ":");
    }

    private static boolean lesser(Machine machine) {
        Optional<Path> unshare = machine.program("unshare");
        return unshare.isPresent()
                && HELPERS.stream().allMatch(name -> machine.program(name).isPresent() || inSystem(name))
                && machine.run(List.of(
                                unshare.get().toString(),
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "--propagation",
                                "private",
                                "--ipc",
                                "--uts",
                                "--net",
                                "--pid",
                                "--fork",
                                "--kill-child=KILL",
                                "--",
                                "/bin/sh",
                                "-c",
                                "mount -t tmpfs box /tmp && mount -t proc proc /proc"))
                        .succeeded();
    }

    /** Some of them are where only the system manager's search path leads. */
    private static boolean inSystem(String name) {
        return Path.of("/usr/sbin", name).toFile().canExecute()
                || Path.of("/sbin", name).toFile().canExecute();
    }

    /** Which of the kernel's switches keeps users from making namespaces, as far as it can be seen. */
    private static String mending(Machine machine) {
        if (machine.kernel("sys/kernel/unprivileged_userns_clone")
                .filter("0"::equals)
                .isPresent()) {
            return "'sysctl -w kernel.unprivileged_userns_clone=1' lets users make namespaces";
        }
        if (machine.kernel("sys/user/max_user_namespaces").filter("0"::equals).isPresent()) {
            return "'sysctl -w user.max_user_namespaces=10000' lets users make namespaces";
        }
        if (machine.kernel("sys/kernel/apparmor_restrict_unprivileged_userns")
                .filter("1"::equals)
                .isPresent()) {
            return "give bwrap an AppArmor profile that allows userns, or 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'";
        }
        return "in a container, start that so that namespaces may be made in it";
    }
}
