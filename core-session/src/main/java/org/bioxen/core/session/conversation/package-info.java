// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions: what a VM's conversation remembers, and who reads it and writes to it. Start reading at {@link
 * org.bioxen.core.session.conversation.Session}; nobody outside calls in here but through the published service.
 */
package org.bioxen.core.session.conversation;
