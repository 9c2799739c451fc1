package web

import (
	"context"
	"time"
)

// Classroom is a class as it is stored: a teacher, members, and their labs.
type Classroom struct {
	ID      string // uuid v4
	Title   string
	Code    string    // what members join by: see newCode
	Teacher string    // hash of the teacher's secret
	Lessons []string  // ids, in the order to take them
	Lab     string    // the teacher's
	Shown   bool      // members may look at the teacher's lab
	Created time.Time // to the millisecond
	Ends    time.Time // after it members only look, and Keep later all is deleted
}

// Keep is how long a class can be looked at after its end.
const Keep = 24 * time.Hour

// Member is a learner of a class.
type Member struct {
	ID       string // uuid v4
	Class    string
	Nickname string // unique in its class, whatever the case
	Key      string // hash of what the cookie holds
	Phrase   string // hash of the recovery phrase
	Lab      string // the one in use, "" for none yet
	Joined   time.Time
}

// Hint is what the teacher wrote to a member.
type Hint struct {
	Member, Text string
	At           time.Time
}

// ClassImage is an image that a lab of the class pushed to its registry.
type ClassImage struct {
	Seq   int64  // 1, 2, 3, … in each class
	Lab   string // that pushed it
	Ref   string
	Image string // as World.Shared packs it
	At    time.Time
}

// ClassRegistry is the name of the registry that the worlds of a class share.
const ClassRegistry = "registry.class"

// The columns a class or a member is found by.
const (
	ByID      = "id"
	ByCode    = "code"    // a class
	ByTeacher = "teacher" // a class, by the hash of its secret
	ByKey     = "key"     // a member, by the hash of its cookie
	ByPhrase  = "phrase"  // a member, by the hash of its phrase
)

// ClassStore keeps classes. What is said of Store holds for it.
type ClassStore interface {
	// CreateClass keeps a new class. Conflict when its code is taken.
	CreateClass(ctx context.Context, c Classroom) error
	// Class returns the class with a value in one of the By columns. NotFound
	// when there is none.
	Class(ctx context.Context, by, value string) (Classroom, error)
	// ChangeClass keeps the Lab and Shown of a class.
	ChangeClass(ctx context.Context, c Classroom) error
	// EndedClasses are the ids of the classes that ended before a time.
	EndedClasses(ctx context.Context, before time.Time) ([]string, error)
	// DeleteClass removes a class with all its members, labs, inputs, hints and
	// images, and returns the ids of the labs.
	DeleteClass(ctx context.Context, id string) ([]string, error)
	// CreateMember keeps a new member. Conflict when the nickname is taken.
	CreateMember(ctx context.Context, m Member) error
	// Member returns the member with a value in one of the By columns.
	// NotFound when there is none.
	Member(ctx context.Context, by, value string) (Member, error)
	// Members returns those of a class in the order in which they joined.
	Members(ctx context.Context, class string) ([]Member, error)
	// MoveMember keeps which lab a member uses, and the key of its cookie.
	MoveMember(ctx context.Context, m Member) error
	// MemberLabs returns the labs of a member, the oldest first.
	MemberLabs(ctx context.Context, class, member string) ([]Lab, error)
	// CopyLab keeps a new lab together with its first entries.
	CopyLab(ctx context.Context, lab Lab, entries []Entry) error
	// AddHint keeps a hint, Hints returns those of a member, the oldest first.
	AddHint(ctx context.Context, h Hint) error
	Hints(ctx context.Context, member string) ([]Hint, error)
	// AddClassImage keeps an image of a class under the next Seq.
	AddClassImage(ctx context.Context, class string, i ClassImage) error
	// ClassImages returns the images of a class after a Seq, by Seq.
	ClassImages(ctx context.Context, class string, after int64) ([]ClassImage, error)
}
