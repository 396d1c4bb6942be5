#include "sitrep/story/story.h"
