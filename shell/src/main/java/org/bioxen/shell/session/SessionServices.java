// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import org.bioxen.api.session.SessionManager;
import org.bioxen.shell.repl.SessionPrompt;

/**
 * What the verbs on sessions work with.
 *
 * @param manager the sessions
 * @param prompt opens the prompt of one
 */
public record SessionServices(SessionManager manager, SessionPrompt prompt) {}
