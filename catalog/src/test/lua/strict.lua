-- SPDX-License-Identifier: Apache-2.0
--
-- Runs a script in which a global that is not there is an error, to read as well as to write.
--
--   strict.lua SCRIPT [ARG...]

local arguments = { ... }
local script = table.remove(arguments, 1)
local chunk = assert(loadfile(script))

setmetatable(_G, {
  __index = function(_, name)
    error("reads the global " .. tostring(name) .. ", which is not there", 2)
  end,
  __newindex = function(_, name)
    error("sets the global " .. tostring(name), 2)
  end,
})

local unpack = table.unpack or rawget(_G, "unpack")
chunk(unpack(arguments))
