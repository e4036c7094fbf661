// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bioxen.api.curator.VersionConstraints;

/**
 * The packages that a solution needs, in the order in which they are settled: those that the demands name, then what the release of
 * each needs. It goes forward a package at a time, and back to where it was at an earlier level. For one thread.
 */
final class Walk {
    private final List<Variable> packages = new ArrayList<>();
    private final Set<Variable> members = new HashSet<>();
    private final List<Meeting> meetings = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();

    /** Whether each package has been passed. */
    boolean isOver() {
        return stops.size() == packages.size();
    }

    /** The first package that has not been passed. */
    Variable next() {
        return packages.get(stops.size());
    }

    /** Passes the next package at that level; whatever is met from now on is met because of it. */
    void pass(int level) {
        stops.add(new Stop(level, packages.size(), meetings.size()));
    }

    /** Notes that a package is needed, and what that says about the choice of its release. */
    void meet(Variable variable, VersionConstraints wanted) {
        if (variable.isProvided()) {
            return;
        }
        if (members.add(variable)) {
            packages.add(variable);
        }
        Meeting meeting = new Meeting(variable, Preference.keepLocked(wanted), Preference.namePreRelease(wanted));
        if (meeting.keeps || meeting.namesPreRelease) {
            meetings.add(meeting);
            meeting.count(1);
        }
    }

    /** Goes back to before the first package that was passed at a later level. */
    void backTo(int level) {
        while (!stops.isEmpty() && stops.get(stops.size() - 1).level > level) {
            Stop stop = stops.remove(stops.size() - 1);
            while (packages.size() > stop.packages) {
                members.remove(packages.remove(packages.size() - 1));
            }
            while (meetings.size() > stop.meetings) {
                meetings.remove(meetings.size() - 1).count(-1);
            }
        }
    }

    /** The packages, in their order. */
    List<Variable> packages() {
        return packages;
    }

    /** A package passed: at which level, and how much had been met before. */
    private record Stop(int level, int packages, int meetings) {}

    /** A need that bears on which release is the best. */
    private record Meeting(Variable variable, boolean keeps, boolean namesPreRelease) {
        private void count(int times) {
            variable.keepers += keeps ? times : 0;
            variable.preReleaseNamers += namesPreRelease ? times : 0;
        }
    }
}
