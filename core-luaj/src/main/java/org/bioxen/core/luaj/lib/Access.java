// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.Locale;
import java.util.Set;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.SandboxLevel;
import org.luaj.vm2.Varargs;

/** What the level of a VM closes and its grants open. Immutable; VMs of a level without grants share one. */
public final class Access {
    private static final Access ALL = new Access(SandboxLevel.TRUSTED, AllFiles.INSTANCE, Set.of());
    private static final Access CONSTRAINED = granting(SandboxLevel.CONSTRAINED, Grants.none());
    private static final Access ISOLATED = granting(SandboxLevel.ISOLATED, Grants.none());

    private static final int NOT_PERMITTED = 1;

    private final SandboxLevel level;
    private final HostFiles files;
    private final Set<String> variables;

    private Access(SandboxLevel level, HostFiles files, Set<String> variables) {
        this.level = level;
        this.files = files;
        this.variables = variables;
    }

    private static Access granting(SandboxLevel level, Grants grants) {
        return new Access(level, new GrantedFiles(grants), grants.environmentVariables());
    }

    /** What a VM of this level with these grants may use; looks at the files that are granted. */
    public static Access of(SandboxLevel level, Grants grants) {
        if (level == SandboxLevel.TRUSTED) {
            return ALL;
        }
        if (!grants.isEmpty()) {
            return granting(level, grants);
        }
        return level == SandboxLevel.CONSTRAINED ? CONSTRAINED : ISOLATED;
    }

    /** Whether the level closes anything. */
    boolean isLimited() {
        return level != SandboxLevel.TRUSTED;
    }

    HostFiles files() {
        return files;
    }

    /** The value of an environment variable of the host; {@code null} if there is none, or it is not granted. */
    String variable(String name) {
        return !isLimited() || variables.contains(name) ? System.getenv(name) : null;
    }

    /** What a function answers that the level closes: what it is, and what would open it. */
    Varargs closed(String function) {
        return Arguments.failure(
                function + " is closed at the sandbox level '"
                        + level.name().toLowerCase(Locale.ROOT)
                        + "': no process is started; run the script at the level 'trusted' if you trust it",
                NOT_PERMITTED);
    }
}
