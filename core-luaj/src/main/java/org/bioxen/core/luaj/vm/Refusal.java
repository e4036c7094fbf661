// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;

/** Source that is not valid: in which line, why, and near which token. Each character of its texts is one byte. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String near;

    /** The token is empty if there is none to show. */
    Refusal(int line, String message, String near) {
        super(message, null, false, false);
        this.line = line;
        this.near = near;
    }

    /** As the error that a script gets. */
    ScriptError in(String chunk) {
        String text = ":" + line + ": " + getMessage() + (near.isEmpty() ? "" : " near " + near);
        byte[] name = chunk.getBytes(StandardCharsets.UTF_8);
        byte[] rest = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[name.length + rest.length];
        System.arraycopy(name, 0, all, 0, name.length);
        System.arraycopy(rest, 0, all, name.length, rest.length);
        return new ScriptError(LuaString.valueUsing(all));
    }
}
