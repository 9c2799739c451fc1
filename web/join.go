package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"drydock/sim/lesson"
	"drydock/templates"
)

// joinForm shows where a class is joined. It does not look at the code, so
// that it tells nothing about it.
func (s *server) joinForm(c echo.Context) error {
	return render(c, http.StatusOK, templates.Join(templates.JoinView{Code: readCode(c.Param("code"))}))
}

// mostMembers is how many may join a class.
const mostMembers = 200

// join makes a member of who knows the code, and shows its phrase once.
func (s *server) join(c echo.Context) error {
	view := templates.JoinView{Code: readCode(c.FormValue("code")), Nickname: strings.Join(strings.Fields(c.FormValue("nickname")), " ")}
	class, err := s.guess(c, func(ctx context.Context) (Classroom, error) { return s.store.Class(ctx, ByCode, view.Code) })
	switch {
	case isClass(err, NotFound):
		view.Fault = "There is no class with the code " + view.Code + "."
	case err != nil:
		return err
	case !s.labs.now().Before(class.Ends):
		view.Fault = "This class has ended."
	case !sensible(view.Nickname, 24):
		view.Fault = "A nickname has 1 to 24 letters. It need not be your name."
	}
	if view.Fault != "" {
		return render(c, http.StatusBadRequest, templates.Join(view))
	}
	phrase, err := s.admit(c, class, view.Nickname)
	if isClass(err, Conflict) {
		view.Fault = "Somebody is called " + view.Nickname + " already. If that is you, come back by your phrase."
		return render(c, http.StatusConflict, templates.Join(view))
	}
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Joined(templates.JoinedView{Title: class.Title, Nickname: view.Nickname, Phrase: phrase}))
}

// admit makes a member, gives it the cookie, and returns its phrase.
func (s *server) admit(c echo.Context, class Classroom, nickname string) (phrase string, err error) {
	ctx := c.Request().Context()
	all, err := s.store.Members(ctx, class.ID)
	if err != nil {
		return "", err
	}
	if len(all) >= mostMembers {
		return "", &Error{Class: Full, Message: "This class is full."}
	}
	key, phrase := newSecret(), newPhrase()
	m := Member{ID: uuid.NewString(), Class: class.ID, Nickname: nickname, Key: hashed(key), Phrase: hashed(phrase),
		Joined: s.labs.now().UTC().Truncate(time.Millisecond)}
	if err := s.store.CreateMember(ctx, m); err != nil {
		return "", err
	}
	remember(c, key)
	s.bus.tell("class:"+class.ID, m.ID)
	return phrase, nil
}

// comeBack gives the cookie to who knows a phrase. The cookie from before is
// worth nothing after that.
func (s *server) comeBack(c echo.Context) error {
	var m Member
	_, err := s.guess(c, func(ctx context.Context) (class Classroom, err error) {
		m, err = s.store.Member(ctx, ByPhrase, hashed(readPhrase(c.FormValue("phrase"))))
		return class, err
	})
	if isClass(err, NotFound) {
		return render(c, http.StatusBadRequest, templates.Join(templates.JoinView{PhraseFault: "There is no member with this phrase. It is six words, in their order."}))
	}
	if err != nil {
		return err
	}
	key := newSecret()
	m.Key = hashed(key)
	if err := s.store.MoveMember(c.Request().Context(), m); err != nil {
		return err
	}
	remember(c, key)
	return c.Redirect(http.StatusSeeOther, "/class")
}

// guess looks up what somebody may have guessed; what is not found counts.
func (s *server) guess(c echo.Context, find func(context.Context) (Classroom, error)) (Classroom, error) {
	now := s.labs.now()
	if err := s.tries.may(c.RealIP(), now); err != nil {
		return Classroom{}, err
	}
	class, err := find(c.Request().Context())
	if isClass(err, NotFound) {
		s.tries.wrong(c.RealIP(), now)
	}
	return class, err
}

func isClass(err error, want Class) bool {
	class, ok := classOf(err)
	return ok && class == want
}

// sensible tells whether a line of text can be shown as somebody's or
// something's name.
func sensible(text string, most int) bool {
	return text != "" && len([]rune(text)) <= most && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

// desk is a member's page: the lessons of the class and how they stand.
func (s *server) desk(c echo.Context) error {
	m, class, err := s.membership(c)
	if isClass(err, NotFound) {
		return c.Redirect(http.StatusSeeOther, "/join")
	}
	if err != nil {
		return err
	}
	v := templates.DeskView{Title: class.Title, Nickname: m.Nickname, Shown: class.Shown, Started: m.Lab != "", Ended: !s.labs.now().Before(class.Ends), Ends: class.Ends}
	stands, err := s.stands(c.Request().Context(), m)
	if err != nil {
		return err
	}
	for _, l := range s.lessonsOf(class) {
		d := stands[l.ID]
		met, goals := d.learner.count()
		v.Lessons = append(v.Lessons, templates.DeskLesson{Lesson: l, Begun: d.lab.ID != "", Met: met, Goals: max(goals, len(l.Goals()))})
	}
	hints, err := s.store.Hints(c.Request().Context(), m.ID)
	for _, h := range hints {
		v.Hints = append(v.Hints, h.Text)
	}
	return either(err, func() error { return render(c, http.StatusOK, templates.Desk(v)) })
}

func either(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

// stands is how the lessons that a member has begun stand: the newest lab of each.
func (s *server) stands(ctx context.Context, m Member) (map[string]doing, error) {
	labs, err := s.store.MemberLabs(ctx, m.Class, m.ID)
	stands := map[string]doing{}
	for _, lab := range labs {
		d, failed := s.labs.Doing(ctx, lab.ID)
		if failed != nil {
			return nil, failed
		}
		stands[lab.Lesson] = d
	}
	return stands, err
}

// lessonsOf are the lessons of a class that are still there.
func (s *server) lessonsOf(class Classroom) (list []lesson.Lesson) {
	for _, id := range class.Lessons {
		if l, ok := s.labs.lesson(id); ok {
			list = append(list, l)
		}
	}
	return list
}

// membership is who asks, and its class.
func (s *server) membership(c echo.Context) (Member, Classroom, error) {
	m, err := s.member(c)
	if err != nil {
		return m, Classroom{}, err
	}
	class, err := s.store.Class(c.Request().Context(), ByID, m.Class)
	return m, class, err
}

// classLesson gives a member its lab of a lesson: the one it has begun, or a new one.
func (s *server) classLesson(c echo.Context) error {
	m, class, err := s.membership(c)
	if err != nil {
		return err
	}
	id := c.Param("lesson")
	l, ok := s.labs.lesson(id)
	if !ok || !slices.Contains(class.Lessons, id) {
		return echo.ErrNotFound
	}
	return s.take(c, m, class, l)
}

func (s *server) take(c echo.Context, m Member, class Classroom, l lesson.Lesson) error {
	ctx := c.Request().Context()
	labs, err := s.store.MemberLabs(ctx, class.ID, m.ID)
	if err != nil {
		return err
	}
	m.Lab = ""
	for _, lab := range labs {
		if lab.Lesson == l.ID && c.FormValue("again") == "" {
			m.Lab = lab.ID
		}
	}
	if m.Lab == "" {
		if !s.labs.now().Before(class.Ends) {
			return &Error{Class: Forbidden, Message: "This class has ended."}
		}
		lab, err := s.labs.Create(ctx, Wanted{Lesson: l, Class: class.ID, Member: m.ID})
		if err != nil {
			return err
		}
		m.Lab = lab.ID
	}
	return s.move(c, m)
}

// move takes a member to its lab.
func (s *server) move(c echo.Context, m Member) error {
	if err := s.store.MoveMember(c.Request().Context(), m); err != nil {
		return err
	}
	s.bus.tell("class:"+m.Class, m.ID)
	own(c, Lab{ID: m.Lab})
	return c.Redirect(http.StatusSeeOther, "/")
}

// resume takes a member to the lab it uses.
func (s *server) resume(c echo.Context) error {
	m, class, err := s.membership(c)
	switch {
	case err != nil:
		return err
	case m.Lab != "":
		own(c, Lab{ID: m.Lab})
		return c.Redirect(http.StatusSeeOther, "/")
	}
	list := s.lessonsOf(class)
	if len(list) == 0 {
		list = append(list, lesson.Lesson{})
	}
	return s.take(c, m, class, list[0])
}

// inClass adds to a member's lab what the class says to it.
func (s *server) inClass(c echo.Context, v *templates.View, lab Lab) error {
	v.Reload = s.writing
	if lab.Member == "" {
		return nil
	}
	ctx := c.Request().Context()
	m, err := s.store.Member(ctx, ByID, lab.Member)
	if err != nil {
		return err
	}
	class, err := s.store.Class(ctx, ByID, lab.Class)
	if err != nil {
		return err
	}
	hints, err := s.store.Hints(ctx, m.ID)
	if err != nil {
		return err
	}
	v.Class = &templates.ClassBar{Title: class.Title, Nickname: m.Nickname, Shown: class.Shown, Ended: !s.labs.now().Before(class.Ends),
		Moved: m.Lab != lab.ID}
	for _, h := range hints[max(0, len(hints)-3):] {
		v.Class.Hints = append(v.Class.Hints, h.Text)
	}
	return nil
}

// memberEvents tells a member's page of hints, of a new start, and of what is shown.
func (s *server) memberEvents(c echo.Context) error {
	m, err := s.member(c)
	if err != nil {
		return err
	}
	return s.stream(c, "member:"+m.ID, func(news []string) (list []sent, err error) {
		for _, what := range news {
			list = append(list, sent{what, what})
		}
		return list, nil
	})
}
